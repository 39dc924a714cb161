package io.moderato.operations.answer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A secret that a caller of this service sends. There may be several at a time, so that it can be replaced without an outage. */
public final class SharedToken {
    private SharedToken() {}

    /** Whether the given token is one of the accepted; takes equally long for each wrong one of the same length. */
    public static boolean isAmong(List<String> accepted, @Nullable String given) {
        if (given == null) {
            return false;
        }
        byte[] bytes = given.getBytes(StandardCharsets.UTF_8);
        return accepted.stream()
                .filter(token -> !token.isEmpty())
                .anyMatch(token -> MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), bytes));
    }
}
