package io.moderato.rules.engine;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.moderato.rules.Blocklist;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of a list, with a limit on its work in one text.
 *
 * @param pattern     as it was entered
 * @param beyondAscii what it means in other texts; null if it means the same there
 */
record ListedPattern(Blocklist list, Pattern pattern, UnicodePattern.@Nullable Rewritten beyondAscii) {
    /**
     * The number of times that each char of a text may be read, beside the reading for the first match. After each match RE2/J reads on as
     * long as a longer one could follow: most patterns read a char once or twice, but "free(.*money)?" reads to the end of the text after
     * every "free".
     */
    private static final int READINGS = 32;

    /** The readings that every text may cost, however short it is: enough for all matches of any pattern in a text of usual length. */
    private static final int ALWAYS = 1 << 18;

    /** Receives the matches of a pattern in a text. */
    interface Found {
        /** The pattern matches from {@code start} to before {@code end}; the match is not empty. */
        void match(int start, int end);
    }

    /**
     * Reports the matches in a text, one after the other, in time linear in the length of the text.
     *
     * @return whether all matches were reported; if not, the first match is among the reported ones, and the search ended after the last
     *     reported match
     */
    boolean search(PatternText text, Found found) {
        if (beyondAscii == null || text.isAscii()) {
            return search(pattern, text.text(), ListedPattern::behind, found);
        }
        if (!beyondAscii.marked()) {
            return search(beyondAscii.pattern(), text.text(), ListedPattern::behind, found);
        }
        MarkedText marked = text.marked();
        // a border behind one match may be the border before the next one
        ToIntFunction<Matcher> next =
                matcher -> marked.isMark(behind(matcher) - 1) && matcher.end() > matcher.start() + 1
                        ? matcher.end() - 1
                        : behind(matcher);
        return search(beyondAscii.pattern(), marked.marked(), next, (start, end) -> {
            int from = marked.start(start);
            int to = marked.end(end);
            if (to > from) {
                found.match(from, to);
            }
        });
    }

    private static boolean search(Pattern pattern, String text, ToIntFunction<Matcher> next, Found found) {
        Matcher first = pattern.matcher(text);
        if (!first.find()) {
            return true;
        }
        tell(first, found);
        LimitedReading reading = new LimitedReading(text, ALWAYS + (long) READINGS * text.length());
        Matcher more = pattern.matcher(reading);
        try {
            int from = next.applyAsInt(first);
            while (from <= text.length() && more.find(from)) {
                tell(more, found);
                from = next.applyAsInt(more);
            }
            return true;
        } catch (LimitedReading.Spent spent) {
            return false;
        }
    }

    private static void tell(Matcher matcher, Found found) {
        if (matcher.end() > matcher.start()) {
            found.match(matcher.start(), matcher.end());
        }
    }

    private static int behind(Matcher matcher) {
        return matcher.end() > matcher.start() ? matcher.end() : matcher.end() + 1;
    }
}
