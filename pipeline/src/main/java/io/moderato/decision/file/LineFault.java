package io.moderato.decision.file;

/** What is wrong with a line, in words that go on after "the line". */
public final class LineFault extends Exception {
    /** That is wrong. */
    public LineFault(String words) {
        super(words);
    }

    LineFault(String words, Throwable cause) {
        super(words, cause);
    }
}
