package io.moderato.rules.engine;

/** A text whose chars can be read a limited number of times; one more reading throws {@link Spent}. */
final class LimitedReading implements CharSequence {
    private final String text;
    private long left;

    LimitedReading(String text, long readings) {
        this.text = text;
        this.left = readings;
    }

    @Override
    public int length() {
        return text.length();
    }

    /**
     * The char at that index.
     *
     * @throws Spent if chars were read as often as they may be
     */
    @Override
    public char charAt(int index) {
        if (left-- == 0) {
            throw new Spent();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }

    /** Says that the readings are used up. It is thrown through the matcher, which has no other way to stop. */
    static final class Spent extends RuntimeException {
        Spent() {
            super("The readings of a text are used up", null, false, false);
        }
    }
}
