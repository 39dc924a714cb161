package io.moderato.model.ui;

import com.vaadin.flow.component.html.Span;
import java.util.Locale;

/** The comparison of the running model's figure with another model's. It is shown by a sign and a word as well as by colour. */
enum Standing {
    /** The running model's figure is the better one. */
    BETTER("▲", "ahead of"),
    /** The difference between the figures is too small to matter. */
    LEVEL("=", "level with"),
    /** The other model's figure is the better one. */
    WORSE("▼", "behind");

    private final String sign;
    private final String words;

    Standing(String sign, String words) {
        this.sign = sign;
        this.words = words;
    }

    /** Compares two figures; a difference below half a step counts as none. */
    static Standing of(double mine, double other, boolean moreIsBetter, double step) {
        double lead = moreIsBetter ? mine - other : other - mine;
        if (Math.abs(lead) < step / 2) {
            return LEVEL;
        }
        return lead > 0 ? BETTER : WORSE;
    }

    /** “▲ ahead of linear 0.953”. */
    Span towards(String rival, String figure) {
        Span number = new Span(figure);
        number.addClassName("standing-number");
        Span all = marked(sign, new Span(words + " " + rival), number);
        all.addClassName("standing-line");
        return all;
    }

    /** “▲ 0.012”: the sign and the difference. */
    Span by(String difference) {
        Span all = this == LEVEL ? marked(sign) : marked(sign, new Span(difference));
        all.getElement().setAttribute("title", words + " the best of the others");
        Span spoken = new Span(words + " the best of the others");
        spoken.addClassName("only-spoken");
        all.add(spoken);
        return all;
    }

    private Span marked(String sign, Span... rest) {
        Span mark = new Span(sign);
        mark.getElement().setAttribute("aria-hidden", "true");
        mark.addClassName("standing-sign");
        Span all = new Span(mark);
        all.add(rest);
        all.addClassNames("standing", "standing-" + name().toLowerCase(Locale.ROOT));
        return all;
    }
}
