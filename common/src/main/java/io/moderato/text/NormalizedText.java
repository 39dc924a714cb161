package io.moderato.text;

/**
 * A text in the one form that rules and model read, with a map from each of its chars back to the text as posted.
 *
 * <p>All offsets are UTF-16 offsets. Making one takes time linear in the length of the text.
 */
public final class NormalizedText {

    /** The forms of a normalised text. */
    public enum Form {
        /**
         * The form that the model reads: NFKC, lower case, no invisible characters, no stacked marks, look-alike letters of other scripts
         * turned into Latin where the word pretends to be Latin. Genuine text of any script keeps its letters.
         */
        LIGHT,
        /**
         * The form that keyword rules match against: LIGHT, then accents stripped, leetspeak inside words undone, spelled-out words ("i d i
         * o t", "i.d.i.o.t") joined, and a letter repeated three times or more written once ("idiooot").
         */
        SKELETON,
        /** SKELETON with a letter repeated three times or more written twice: "asssss" is "ass" here and "as" there. */
        SKELETON_WITH_DOUBLES,
        /** SKELETON with every letter as often as it stands there. */
        SKELETON_WITH_ALL_LETTERS
    }

    private final String original;
    private final String text;
    private final int[] starts;
    private final int[] ends;

    NormalizedText(String original, NormalizedTextBuffer buffer) {
        this.original = original;
        this.text = buffer.text();
        this.starts = buffer.starts();
        this.ends = buffer.ends();
    }

    /** The light form, which the model reads. */
    public static NormalizedText of(String original) {
        return of(original, Form.LIGHT);
    }

    /** The text in that form; never fails: a lone surrogate becomes U+FFFD, a NUL is dropped. */
    public static NormalizedText of(String original, Form form) {
        NormalizedTextBuffer light = NormalizedTextLightForm.of(original);
        return new NormalizedText(
                original,
                switch (form) {
                    case LIGHT -> light;
                    case SKELETON -> NormalizedTextSkeleton.of(light, 1);
                    case SKELETON_WITH_DOUBLES -> NormalizedTextSkeleton.of(light, 2);
                    case SKELETON_WITH_ALL_LETTERS -> NormalizedTextSkeleton.of(light, Integer.MAX_VALUE);
                });
    }

    /** The text as posted. */
    public String original() {
        return original;
    }

    /** The normalised text. */
    public String text() {
        return text;
    }

    /** The number of UTF-16 chars of the normalised text. */
    public int length() {
        return text.length();
    }

    /**
     * The start, in the original, of the chars that became the normalised char at that index.
     *
     * @throws IndexOutOfBoundsException if the index is not in [0, length)
     */
    public int originalStart(int index) {
        return starts[index];
    }

    /**
     * The end (exclusive), in the original, of the chars that became the normalised char at that index. A match [from, to) covers
     * [originalStart(from), originalEnd(to - 1)) of the original.
     *
     * @throws IndexOutOfBoundsException if the index is not in [0, length)
     */
    public int originalEnd(int index) {
        return ends[index];
    }

    @Override
    public String toString() {
        return text;
    }
}
