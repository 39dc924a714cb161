package io.moderato.model;

import java.lang.Character.UnicodeScript;

/**
 * Removes the invisible characters that people put between letters to get past filters: control and format characters, and blanks that
 * Unicode counts as letters. Joiners stay where they belong to the spelling. A lone surrogate becomes U+FFFD.
 */
final class VisibleText {
    private static final int ZWNJ = 0x200C;
    private static final int ZWJ = 0x200D;

    private VisibleText() {}

    static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int previous = -1;
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            at += Character.charCount(codePoint);
            if (codePoint >= 0xD800 && codePoint <= 0xDFFF) {
                codePoint = 0xFFFD;
            }
            int next = at < text.length() ? text.codePointAt(at) : -1;
            boolean joiner = codePoint == ZWJ || codePoint == ZWNJ;
            if (joiner ? joins(previous, next) : isVisible(codePoint, previous)) {
                out.appendCodePoint(codePoint);
            }
            if (!joiner && isVisible(codePoint, previous) && !isVariation(codePoint)) {
                previous = codePoint;
            }
        }
        return out.toString();
    }

    private static boolean isVisible(int codePoint, int previous) {
        if (codePoint < 0x7F) {
            return codePoint >= 0x20 || codePoint == '\n' || codePoint == '\t' || codePoint == '\r';
        }
        if (isVariation(codePoint)) {
            return previous >= 0 && Character.isEmoji(previous);
        }
        return switch (codePoint) {
            case 0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0 -> false;
            default ->
                switch (Character.getType(codePoint)) {
                    case Character.CONTROL, Character.FORMAT -> false;
                    default -> true;
                };
        };
    }

    private static boolean isVariation(int codePoint) {
        return (codePoint >= 0xFE00 && codePoint <= 0xFE0F) || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
    }

    /** Whether a joiner is inside an emoji sequence, or between letters of one script that joins its letters. */
    private static boolean joins(int previous, int next) {
        if (previous < 0 || next < 0) {
            return false;
        }
        if (Character.isExtendedPictographic(next)) {
            return Character.isExtendedPictographic(previous) || Character.isEmojiModifier(previous);
        }
        UnicodeScript script = UnicodeScript.of(next);
        return switch (script) {
            case LATIN, CYRILLIC, GREEK, COMMON, INHERITED, UNKNOWN -> false;
            default -> UnicodeScript.of(previous) == script;
        };
    }
}
