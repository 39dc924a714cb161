package io.moderato.language;

import java.util.ArrayList;
import java.util.List;

/** The parts of a text that are read, put together from neighbouring sentences. */
final class Parts {
    private final List<Span> spans = new ArrayList<>();
    private final int length;
    private boolean whole = true;
    private int from = -1;
    private int to;

    /** @param length of the text as posted */
    Parts(int length) {
        this.length = length;
    }

    /** Adds [start, end) to the parts that are read. It extends the part before it, unless something was left out in between. */
    void add(int start, int end) {
        from = from < 0 ? start : from;
        to = end;
    }

    /** Notes that something is left out here, so that the next addition begins a new part. */
    void leaveOut() {
        whole = false;
        if (from >= 0) {
            spans.add(new Span(from, to));
            from = -1;
        }
    }

    /** Whether nothing was left out. */
    boolean whole() {
        return whole;
    }

    /** The parts, in the text as posted. */
    List<Span> spans() {
        if (whole) {
            return length == 0 ? List.of() : List.of(new Span(0, length));
        }
        leaveOut();
        return List.copyOf(spans);
    }
}
