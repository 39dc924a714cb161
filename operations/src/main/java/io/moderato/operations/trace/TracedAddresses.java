package io.moderato.operations.trace;

import java.util.List;

/**
 * Addresses whose requests may begin a trace. Whoever answers at such addresses makes a bean of it.
 *
 * @param patterns in the servlet container's form, such as {@code /api/v1/*}
 */
public record TracedAddresses(List<String> patterns) {
    /** Copies the list. */
    public TracedAddresses {
        patterns = List.copyOf(patterns);
    }
}
