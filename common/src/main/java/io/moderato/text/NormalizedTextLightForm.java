package io.moderato.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import java.util.BitSet;

/** Makes {@link NormalizedText.Form#LIGHT}: compatibility forms, invisible characters and marks first, then look-alikes word by word. */
final class NormalizedTextLightForm {
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final Normalizer2 NFD = Normalizer2.getNFDInstance();
    /** Vietnamese needs two marks on one letter; more is decoration. */
    private static final int MARKS_OF_A_LETTER = 2;
    /** The most UTF-16 chars that are normalised at once, so that even a text of one endless cluster takes linear time. */
    private static final int LONGEST_CLUSTER = 32;

    private static final int ZWNJ = 0x200C;
    private static final int ZWJ = 0x200D;

    private NormalizedTextLightForm() {}

    static NormalizedTextBuffer of(String original) {
        return withoutLookalikes(composed(original));
    }

    private static NormalizedTextBuffer composed(String original) {
        NormalizedTextBuffer out = new NormalizedTextBuffer(original.length());
        StringBuilder cluster = new StringBuilder();
        int previous = -1;
        int at = 0;
        while (at < original.length()) {
            int start = at;
            int first = original.codePointAt(at);
            at += Character.charCount(first);
            if (first < 0x80 && (at == original.length() || original.charAt(at) < 0x80)) {
                previous = emit(out, first, previous, at, original, start, at);
                continue;
            }
            if (isFreeMark(first)) {
                continue;
            }
            cluster.setLength(0);
            cluster.appendCodePoint(simpler(first));
            int marks = 0;
            while (at < original.length() && cluster.length() < LONGEST_CLUSTER) {
                int next = original.codePointAt(at);
                if (isFreeMark(next)) {
                    marks++;
                    if (marks <= MARKS_OF_A_LETTER) {
                        cluster.appendCodePoint(next);
                    }
                } else if (marks > MARKS_OF_A_LETTER || isInvisible(next) || NFKC.hasBoundaryBefore(next)) {
                    break;
                } else {
                    cluster.appendCodePoint(next);
                }
                at += Character.charCount(next);
            }
            while (at < original.length() && isFreeMark(original.codePointAt(at))) {
                marks++;
                at += Character.charCount(original.codePointAt(at));
            }
            String whole = marks > MARKS_OF_A_LETTER ? bare(cluster.codePointAt(0)) : NFKC.normalize(cluster);
            for (int i = 0; i < whole.length(); ) {
                int codePoint = whole.codePointAt(i);
                i += Character.charCount(codePoint);
                if (!isFreeMark(codePoint)) {
                    previous = emit(out, codePoint, previous, at, original, start, at);
                }
            }
        }
        return out;
    }

    /** Appends the code point unless it is invisible, and returns the last visible one. */
    private static int emit(
            NormalizedTextBuffer out, int codePoint, int previous, int next, String original, int start, int end) {
        if (codePoint == '\n' || UCharacter.isUWhiteSpace(codePoint)) {
            int space = codePoint == '\n' || codePoint == 0x2028 || codePoint == 0x2029 ? '\n' : ' ';
            out.append(space, start, end);
            return space;
        }
        if (codePoint == ZWJ || codePoint == ZWNJ) {
            int following = next < original.length() ? original.codePointAt(next) : -1;
            if (joins(codePoint, previous, following)) {
                out.append(codePoint, start, end);
            }
            return previous;
        }
        if (isInvisible(codePoint)) {
            return previous;
        }
        int visible = codePoint >= 0xD800 && codePoint <= 0xDFFF ? 0xFFFD : codePoint;
        out.append(visible, start, end);
        return visible;
    }

    /** Whether a joiner belongs to the spelling here: inside an emoji sequence, or between letters of one joining script. */
    private static boolean joins(int joiner, int previous, int following) {
        if (previous < 0 || following < 0) {
            return false;
        }
        if (joiner == ZWJ
                && (UCharacter.hasBinaryProperty(previous, UProperty.EXTENDED_PICTOGRAPHIC)
                        || UCharacter.hasBinaryProperty(previous, UProperty.EMOJI_MODIFIER))
                && UCharacter.hasBinaryProperty(following, UProperty.EXTENDED_PICTOGRAPHIC)) {
            return true;
        }
        int script = UScript.getScript(following);
        return switch (script) {
            case UScript.LATIN, UScript.CYRILLIC, UScript.GREEK, UScript.COMMON, UScript.INHERITED, UScript.UNKNOWN ->
                false;
            default -> UScript.hasScript(previous, script);
        };
    }

    private static boolean isInvisible(int codePoint) {
        if (codePoint < 0x7F) {
            return codePoint < 0x20 && codePoint != '\n' && codePoint != '\t' && codePoint != '\r';
        }
        if (UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT)) {
            return true;
        }
        int type = UCharacter.getType(codePoint);
        return (type == UCharacter.CONTROL && codePoint != 0x85) || type == UCharacter.FORMAT;
    }

    /** Whether this is a mark that can be put on any letter, as opposed to the vowel signs and points of one script. */
    private static boolean isFreeMark(int codePoint) {
        return codePoint >= 0x300
                && (codePoint <= 0x36F
                        || (codePoint >= 0x483 && codePoint <= 0x489)
                        || (codePoint >= 0x1AB0 && codePoint <= 0x1AFF)
                        || (codePoint >= 0x1DC0 && codePoint <= 0x1DFF)
                        || (codePoint >= 0x20D0 && codePoint <= 0x20FF)
                        || (codePoint >= 0xFE20 && codePoint <= 0xFE2F));
    }

    /** The letter without any of the marks on it. */
    private static String bare(int codePoint) {
        String plain = NFKC.normalize(UCharacter.toString(codePoint));
        return UScript.getScript(codePoint) == UScript.LATIN
                ? UCharacter.toString(NFD.normalize(plain).codePointAt(0))
                : plain;
    }

    /** Typographic quotation marks as typed ones: phones write "don’t", corpora "don't". */
    private static int simpler(int codePoint) {
        return switch (codePoint) {
            case 0x2018, 0x2019, 0x201B, 0x2BC, 0xB4 -> '\'';
            case 0x201C, 0x201D, 0x201F -> '"';
            default -> codePoint;
        };
    }

    private static NormalizedTextBuffer withoutLookalikes(NormalizedTextBuffer in) {
        boolean latinText = false;
        BitSet genuine = new BitSet();
        for (int at = 0; at < in.length(); ) {
            Word word = Word.at(in, at);
            latinText |= word.latin > 0 && word.foreign == 0;
            if (word.latin == 0 && word.foreign > word.convertible) {
                genuine.set(word.script);
            }
            at = word.end;
        }
        NormalizedTextBuffer out = new NormalizedTextBuffer(in.length());
        for (int at = 0; at < in.length(); ) {
            Word word = Word.at(in, at);
            boolean pretends = word.foreign > 0
                    && word.foreign == word.convertible
                    && (word.latin > 0 || (latinText && !genuine.get(word.script)));
            while (at < word.end) {
                int codePoint = in.codePointAt(at);
                char latin = pretends ? NormalizedTextLookalikes.latinOfForeign(codePoint) : 0;
                if (latin == 0) {
                    latin = NormalizedTextLookalikes.latinOfOrnament(codePoint);
                }
                out.append(latin == 0 ? UCharacter.toLowerCase(codePoint) : latin, in.start(at), in.end(at));
                at += Character.charCount(codePoint);
            }
        }
        return out;
    }

    /** The run of letters, or the single other code point, that begins at an index; counts are letters. */
    private record Word(int end, int latin, int foreign, int convertible, int script) {
        static Word at(NormalizedTextBuffer in, int start) {
            int at = start;
            int latin = 0;
            int foreign = 0;
            int convertible = 0;
            int foreignScript = 0;
            while (at < in.length()) {
                int codePoint = in.codePointAt(at);
                if (codePoint < 0x80) {
                    if (!isAsciiLetter(codePoint)) {
                        break;
                    }
                    latin++;
                } else {
                    boolean ornament = NormalizedTextLookalikes.latinOfOrnament(codePoint) != 0;
                    if (!ornament && !UCharacter.isLetter(codePoint)) {
                        break;
                    }
                    int script = UScript.getScript(codePoint);
                    if (ornament || script == UScript.LATIN) {
                        latin++;
                    } else if (script != UScript.COMMON && script != UScript.INHERITED) {
                        foreign++;
                        foreignScript = script;
                        convertible += NormalizedTextLookalikes.latinOfForeign(codePoint) == 0 ? 0 : 1;
                    }
                }
                at += Character.charCount(codePoint);
            }
            int end = at == start ? start + Character.charCount(in.codePointAt(start)) : at;
            return new Word(end, latin, foreign, convertible, foreignScript);
        }

        private static boolean isAsciiLetter(int codePoint) {
            return (codePoint >= 'a' && codePoint <= 'z') || (codePoint >= 'A' && codePoint <= 'Z');
        }
    }
}
