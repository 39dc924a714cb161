package io.moderato.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.SpoofChecker;
import java.util.HashMap;
import java.util.Map;

/** The lower-case Latin letter that a letter of another script imitates, from Unicode's confusables (UTS #39). */
final class NormalizedTextLookalikes {
    /** Code point ranges whose letters are used to imitate Latin: Greek to Armenian, Georgian, Cherokee, Coptic, Lisu. */
    private static final int[][] RANGES = {
        {0x370, 0x58F},
        {0x10A0, 0x10FF},
        {0x13A0, 0x13FF},
        {0x1C80, 0x1C8F},
        {0x2C80, 0x2CFF},
        {0xA4D0, 0xA4FF},
        {0xA640, 0xA69F},
        {0xAB70, 0xABBF}
    };

    private static final String SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡᴢ";
    private static final String SMALL_CAPITALS_LATIN = "abcdefghijklmnopqrstuvwz";

    private static final Map<Integer, Character> FOREIGN = foreign();

    private NormalizedTextLookalikes() {}

    /** The Latin letter that this letter of another script imitates, or 0 if it imitates none. */
    static char latinOfForeign(int codePoint) {
        if (codePoint < 0x370) {
            return 0;
        }
        Character latin = FOREIGN.get(codePoint);
        return latin == null ? 0 : latin;
    }

    /** The Latin letter drawn by a decorative symbol that is never read as anything else (small capitals, letters in boxes), or 0. */
    static char latinOfOrnament(int codePoint) {
        if (codePoint >= 0x1F150 && codePoint <= 0x1F169) {
            return (char) ('a' + codePoint - 0x1F150);
        }
        if (codePoint >= 0x1F170 && codePoint <= 0x1F189) {
            return (char) ('a' + codePoint - 0x1F170);
        }
        if (codePoint >= 0x262 && codePoint <= 0xA7AF) {
            int at = SMALL_CAPITALS.indexOf(codePoint);
            return at < 0 ? 0 : SMALL_CAPITALS_LATIN.charAt(at);
        }
        return 0;
    }

    private static Map<Integer, Character> foreign() {
        SpoofChecker checker = new SpoofChecker.Builder().build();
        Map<String, Character> latinBySkeleton = new HashMap<>();
        for (char c = 'a'; c <= 'z'; c++) {
            latinBySkeleton.put(checker.getSkeleton(String.valueOf(c)), c);
        }
        for (char c = 'A'; c <= 'Z'; c++) {
            latinBySkeleton.putIfAbsent(checker.getSkeleton(String.valueOf(c)), Character.toLowerCase(c));
        }
        Map<Integer, Character> found = new HashMap<>();
        for (int[] range : RANGES) {
            for (int codePoint = range[0]; codePoint <= range[1]; codePoint++) {
                if (!UCharacter.isLetter(codePoint) || UScript.getScript(codePoint) == UScript.LATIN) {
                    continue;
                }
                String skeleton = checker.getSkeleton(UCharacter.toString(codePoint));
                Character latin = latinBySkeleton.get(skeleton);
                if (latin != null) {
                    // I, l and 1 share one skeleton; a capital stands for the I.
                    found.put(codePoint, latin == 'l' && UCharacter.isUpperCase(codePoint) ? 'i' : latin);
                }
            }
        }
        return Map.copyOf(found);
    }
}
