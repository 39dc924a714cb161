package io.moderato.language;

import com.ibm.icu.util.ULocale;
import java.lang.Character.UnicodeScript;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The scripts of languages and of texts. */
final class Scripts {
    /** The first code point of the scripts whose letters stand for a syllable or a word; such a letter counts as two. */
    private static final int EAST_ASIAN = 0x2E80;

    private Scripts() {}

    /** The scripts of those languages (BCP 47 tags). */
    static Set<UnicodeScript> of(Collection<String> tags) {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        for (String tag : tags) {
            String code = ULocale.addLikelySubtags(ULocale.forLanguageTag(tag)).getScript();
            switch (code) {
                case "" -> {}
                case "Jpan" -> {
                    scripts.add(UnicodeScript.HIRAGANA);
                    scripts.add(UnicodeScript.KATAKANA);
                    scripts.add(UnicodeScript.HAN);
                }
                case "Kore" -> {
                    scripts.add(UnicodeScript.HANGUL);
                    scripts.add(UnicodeScript.HAN);
                }
                case "Hans", "Hant" -> scripts.add(UnicodeScript.HAN);
                default -> scripts.add(UnicodeScript.forName(code));
            }
        }
        return scripts;
    }

    /**
     * The script of most letters of text[start, end), Latin if there are as many; null if there is no letter. Han among Hiragana is
     * Japanese and counts as Hiragana.
     */
    static @Nullable UnicodeScript mostOf(String text, int start, int end) {
        int latin = 0;
        int other = 0;
        int[] others = new int[0];
        int most = -1;
        for (int at = start; at < end; ) {
            int codePoint = text.codePointAt(at);
            at += Character.charCount(codePoint);
            if (codePoint < 0x250 ? Character.isLetter(codePoint) : isLatin(codePoint)) {
                latin++;
            } else if (codePoint >= 0x250 && Character.isLetter(codePoint)) {
                if (others.length == 0) {
                    others = new int[UnicodeScript.values().length];
                }
                int script = UnicodeScript.of(codePoint).ordinal();
                others[script]++;
                other += codePoint >= EAST_ASIAN ? 2 : 1;
                most = most < 0 || others[script] > others[most] ? script : most;
            }
        }
        if (most >= 0 && other > latin) {
            UnicodeScript script = UnicodeScript.values()[most];
            if (others[UnicodeScript.HIRAGANA.ordinal()] > 0 && script == UnicodeScript.HAN) {
                return UnicodeScript.HIRAGANA;
            }
            return script == UnicodeScript.COMMON ? UnicodeScript.LATIN : script;
        }
        return latin > 0 ? UnicodeScript.LATIN : null;
    }

    private static boolean isLatin(int codePoint) {
        return Character.isLetter(codePoint) && UnicodeScript.of(codePoint) == UnicodeScript.LATIN;
    }

    /** The only language that commonly uses that script, or null if there are several. */
    static @Nullable String languageOf(UnicodeScript script) {
        return switch (script) {
            case HANGUL -> "ko";
            case HIRAGANA, KATAKANA -> "ja";
            case HAN -> "zh";
            case GREEK -> "el";
            case HEBREW -> "he";
            case THAI -> "th";
            case ARMENIAN -> "hy";
            case GEORGIAN -> "ka";
            case TAMIL -> "ta";
            case TELUGU -> "te";
            default -> null;
        };
    }
}
