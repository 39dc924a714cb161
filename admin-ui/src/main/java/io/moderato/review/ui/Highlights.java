package io.moderato.review.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.moderato.console.Looks;
import io.moderato.decision.Match;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Shows a text as posted with its matches marked. The text goes into text nodes only, so nothing in it is read as markup. */
final class Highlights {
    private static final char MASK = '•';

    private Highlights() {}

    /** The text with each match underlined in its category's colour. Where matches overlap, the earlier one is marked. */
    static Div show(String text, List<Match> matches) {
        Div shown = new Div();
        shown.addClassName("posted");
        int at = 0;
        for (Match match : inOrder(text, matches)) {
            int start = Math.max(match.start(), at);
            if (match.end() <= at) {
                continue;
            }
            if (start > at) {
                shown.add(new Text(text.substring(at, start)));
            }
            shown.add(mark(text.substring(start, match.end()), match));
            at = match.end();
        }
        if (at < text.length()) {
            shown.add(new Text(text.substring(at)));
        }
        return shown;
    }

    /** A part of the text, with what of the matches lies in it. */
    static Div show(String text, List<Match> matches, int start, int end) {
        List<Match> within = new ArrayList<>();
        for (Match match : inOrder(text, matches)) {
            if (match.start() < end && match.end() > start) {
                within.add(new Match(
                        Math.max(match.start(), start) - start,
                        Math.min(match.end(), end) - start,
                        match.category(),
                        match.source()));
            }
        }
        return show(text.substring(start, end), within);
    }

    /** The text with the letters and digits of each match replaced by dots, as a first proposal for masking. */
    static String masked(String text, List<Match> matches) {
        StringBuilder masked = new StringBuilder(text);
        for (Match match : inOrder(text, matches)) {
            for (int i = match.start(); i < match.end(); i++) {
                if (!Character.isWhitespace(masked.charAt(i))) {
                    masked.setCharAt(i, MASK);
                }
            }
        }
        return masked.toString();
    }

    private static Component mark(String words, Match match) {
        Span mark = new Span(words);
        mark.addClassNames("mark", Looks.colour(match.category()));
        mark.setTitle(Looks.shortName(match.category()) + ": " + match.source());
        return mark;
    }

    /** The matches that lie within the text, in order of their start. */
    private static List<Match> inOrder(String text, List<Match> matches) {
        List<Match> sorted = new ArrayList<>(matches);
        sorted.removeIf(match -> match.end() > text.length());
        sorted.sort(Comparator.comparingInt(Match::start)
                .thenComparing(Comparator.comparingInt(Match::end).reversed()));
        return sorted;
    }
}
