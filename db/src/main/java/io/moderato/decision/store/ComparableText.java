package io.moderato.decision.store;

import io.moderato.content.Content;
import io.moderato.text.NormalizedText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A posted content in the form in which it is recognised when it is posted again. Only the readable part counts: blanks, case, punctuation
 * and disguises are ignored.
 *
 * @param letters   the letters, digits and pictures of the text; empty if there is only an image
 * @param textKey   SHA-256 of the letters, or of the images if there are no letters, in hexadecimal digits
 * @param imagesKey SHA-256 of the images in hexadecimal digits; null without images
 */
record ComparableText(
        String letters, String textKey, @Nullable String imagesKey) {
    /** The fewest letters by which a text with images is recognised without its images. */
    private static final int FEWEST_LETTERS_WITHOUT_IMAGES = 24;

    /** One of ten characters may differ. */
    private static final int SHARE_THAT_MAY_DIFFER = 10;

    static ComparableText of(Content content) {
        return of(content.text(), content.images());
    }

    static ComparableText of(String text, List<String> images) {
        String letters = letters(text);
        String imagesKey = images.isEmpty() ? null : sha256(String.join("\n", images));
        return new ComparableText(
                letters, letters.isEmpty() && imagesKey != null ? imagesKey : sha256(letters), imagesKey);
    }

    private static String letters(String text) {
        String first = NormalizedText.of(text, NormalizedText.Form.SKELETON).text();
        String read = read(first);
        // without the signs between them, letters and digits form words again, in which leetspeak can be undone:
        // "i.d.1.o.t"
        String whole =
                read(NormalizedText.of(read, NormalizedText.Form.SKELETON).text());
        return whole.isEmpty() ? first.replaceAll("\\s+", "") : whole;
    }

    /**
     * The parts of a text that are read aloud or seen as a picture. A doubled letter is written once: "looser" is only "loser" with
     * emphasis.
     */
    private static String read(String text) {
        StringBuilder read = new StringBuilder(text.length());
        int previous = -1;
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            at += Character.charCount(codePoint);
            boolean letter = Character.isLetter(codePoint);
            if (letter ? codePoint != previous : isDigitMarkOrPicture(codePoint)) {
                read.appendCodePoint(codePoint);
            }
            previous = letter ? codePoint : -1;
        }
        return read.toString();
    }

    private static boolean isDigitMarkOrPicture(int codePoint) {
        return Character.isDigit(codePoint)
                || switch (Character.getType(codePoint)) {
                    case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.OTHER_SYMBOL -> true;
                    default -> false;
                };
    }

    /** The number of characters that may differ between two texts of those lengths that are nearly the same: a tenth of the longer text. */
    static int mayDiffer(int letters, int others) {
        return Math.max(letters, others) / SHARE_THAT_MAY_DIFFER;
    }

    /** Whether a text of that many letters can be nearly the same as this one. */
    boolean isAboutAsLongAs(int others) {
        return others > 0
                && !letters.isEmpty()
                && Math.abs(letters.length() - others) <= mayDiffer(letters.length(), others);
    }

    /** Whether the images allow that this is the restricted content. A short caption says nothing about another image. */
    boolean goesWithImages(int restrictedLetters, @Nullable String restrictedImages) {
        return restrictedImages == null
                || restrictedLetters >= FEWEST_LETTERS_WITHOUT_IMAGES
                || restrictedImages.equals(imagesKey);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java has SHA-256", missing);
        }
    }
}
