package io.moderato.review.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.moderato.console.Looks;
import io.moderato.decision.Decision;
import io.moderato.decision.Outcome;
import java.util.Locale;

/** What people see of the content today, and who decided so: the first thing that a moderator has to know. */
final class StateLine extends Div {
    StateLine(CaseFile.Today today, int revisionOfCase) {
        addClassName("state");
        Decision standing = today.standing();
        Span what = new Span(standing == null ? "Being checked; nothing is decided yet" : inWords(standing));
        what.addClassNames(
                "outcome",
                "outcome-"
                        + (standing == null
                                ? "review"
                                : standing.result().outcome().name().toLowerCase(Locale.ROOT)));
        add(what);
        if (standing != null) {
            if (standing.result().outcome() == Outcome.REVIEW) {
                add(quiet("the machine asked"));
            }
            add(Looks.ago(standing.decidedAt()));
        }
        if (today.revision() > revisionOfCase) {
            add(quiet("The author has edited the text since: that is the state of revision " + today.revision()
                    + ", this case is about revision " + revisionOfCase + "."));
        }
    }

    private static Span quiet(String text) {
        Span words = new Span(text);
        words.addClassName("quiet");
        return words;
    }

    private static String inWords(Decision standing) {
        String by = standing.automatic() ? "the machine" : "a moderator";
        return switch (standing.result().outcome()) {
            case APPROVE -> "Shown; approved by " + by;
            case REJECT -> "Removed by " + by;
            case MODIFY -> "Masked by " + by;
            case REVIEW -> "Shown; nobody has decided yet";
        };
    }
}
