package io.moderato.model.exchange;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a foreign model came from: the model folder's {@code origin.json}.
 *
 * @param source the repository's address, or the folder it was imported from
 * @param revision the commit that was fetched; null for a folder
 * @param licence as the repository states it
 * @param fetched when
 */
public record Origin(String source, @Nullable String revision, String licence, Instant fetched) {
    /** The file that holds it. */
    public static final String FILE = "origin.json";

    /** Where nothing is said about a licence. */
    public static final String NO_LICENCE = "not stated";
}
