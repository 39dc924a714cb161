package io.moderato.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place in a trace from which something goes on, as W3C Trace Context writes it ({@code traceparent},
 * https://www.w3.org/TR/trace-context/). The ids are random numbers and say nothing about anybody.
 *
 * @param traceId 32 hexadecimal digits in lower case, the same for everything that belongs together
 * @param spanId  16 such digits: the step before
 * @param sampled whether that step was recorded
 */
public record TraceParent(String traceId, String spanId, boolean sampled) {
    /** The name of the header of HTTP calls and of Kafka records. */
    public static final String HEADER = "traceparent";

    private static final int LENGTH = 55;
    private static final int MAX_LENGTH = 512;
    private static final Pattern TRACE_ID = Pattern.compile("(?!0+$)[0-9a-f]{32}");
    private static final Pattern SPAN_ID = Pattern.compile("(?!0+$)[0-9a-f]{16}");
    /** A version after 00 may add fields, which are passed over; the version ff is forbidden. */
    private static final Pattern FORM =
            Pattern.compile("(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]([0-9a-f])(-.*)?");

    private static final String FIRST_VERSION = "00";

    /** Checks both ids. */
    public TraceParent {
        if (!TRACE_ID.matcher(traceId).matches() || !SPAN_ID.matcher(spanId).matches()) {
            throw new IllegalArgumentException("Not the ids of a trace and of a span");
        }
    }

    /** The place that the text names; null if there is no text, or if the text is not of this form. */
    public static @Nullable TraceParent parse(@Nullable String text) {
        if (text == null || text.length() < LENGTH || text.length() > MAX_LENGTH) {
            return null;
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()
                || parts.group(1).equals(FIRST_VERSION) && text.length() != LENGTH
                || !TRACE_ID.matcher(parts.group(2)).matches()
                || !SPAN_ID.matcher(parts.group(3)).matches()) {
            return null;
        }
        return new TraceParent(
                parts.group(2), parts.group(3), (Character.digit(parts.group(4).charAt(0), 16) & 1) == 1);
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }
}
