package io.moderato.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;

/**
 * A sentence of a text, as Unicode cuts sentences (UAX 29), to show to people. What the model reads is cut finer, by languages.
 *
 * @param begin UTF-16 offset of its first char
 * @param end   UTF-16 offset after its last char
 */
public record SentenceSpan(int begin, int end) {
    /**
     * The sentences of a text in order, without the blanks between them; none if the text is blank. Where there would be more than that,
     * neighbours count as one.
     */
    public static List<SentenceSpan> of(String text, int most) {
        BreakIterator borders = BreakIterator.getSentenceInstance(ULocale.ROOT);
        borders.setText(text);
        List<SentenceSpan> all = new ArrayList<>();
        int start = borders.first();
        for (int end = borders.next(); end != BreakIterator.DONE; end = borders.next()) {
            SentenceSpan span = stripped(text, start, end);
            if (span.begin < span.end) {
                all.add(span);
            }
            start = end;
        }
        return all.size() <= most ? List.copyOf(all) : joined(all, Math.ceilDiv(all.size(), most));
    }

    private static SentenceSpan stripped(String text, int start, int end) {
        int begin = start;
        int last = end;
        while (begin < last && Character.isWhitespace(text.charAt(begin))) {
            begin++;
        }
        while (last > begin && Character.isWhitespace(text.charAt(last - 1))) {
            last--;
        }
        return new SentenceSpan(begin, last);
    }

    private static List<SentenceSpan> joined(List<SentenceSpan> all, int together) {
        List<SentenceSpan> joined = new ArrayList<>();
        for (int i = 0; i < all.size(); i += together) {
            SentenceSpan last = all.get(Math.min(i + together, all.size()) - 1);
            joined.add(new SentenceSpan(all.get(i).begin, last.end));
        }
        return List.copyOf(joined);
    }

    /** The sentence itself. */
    public String in(String text) {
        return text.substring(begin, end);
    }
}
