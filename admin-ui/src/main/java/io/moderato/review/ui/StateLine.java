package io.moderato.review.ui;

import com.vaadin.flow.component.html.Div;
import io.moderato.console.Looks;
import io.moderato.decision.Decision;
import io.moderato.decision.Outcome;

/** The state of the content today, and who decided so: the first thing that a moderator has to know. */
final class StateLine extends Div {
    StateLine(CaseFile.Today today, int revisionOfCase) {
        addClassName("state");
        Decision standing = today.standing();
        if (standing == null) {
            add(Looks.outcome("Being checked; nothing is decided yet", Outcome.REVIEW));
        } else {
            add(Looks.outcome(inWords(standing), standing.result().outcome()));
            if (standing.result().outcome() == Outcome.REVIEW) {
                add(Looks.quiet("sent to review automatically"));
            }
            add(Looks.ago(standing.decidedAt()));
        }
        if (today.revision() > revisionOfCase) {
            add(Looks.quiet("The author has edited the text since then: this is the state of revision "
                    + today.revision() + "; the case is about revision " + revisionOfCase + "."));
        }
    }

    private static String inWords(Decision standing) {
        String by = standing.automatic() ? "automatically" : "by a moderator";
        return switch (standing.result().outcome()) {
            case APPROVE -> "Shown; approved " + by;
            case REJECT -> "Removed " + by;
            case MODIFY -> "Masked " + by;
            case REVIEW -> "Shown; nobody has decided yet";
        };
    }
}
