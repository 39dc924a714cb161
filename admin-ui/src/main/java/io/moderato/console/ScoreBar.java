package io.moderato.console;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.moderato.decision.Category;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A score as a bar in the colour of its category, with the name of the bar before it and the percentage after it. */
public final class ScoreBar extends Div {
    private final Div track = new Div();

    /**
     * A bar without ticks.
     *
     * @param score null if it is unknown; then the bar is empty and says so
     * @param over  whether the score is high enough to stand out
     */
    public ScoreBar(String name, Category category, @Nullable Double score, boolean over) {
        Span label = new Span(name);
        label.addClassName("score-name");
        track.addClassName("score-track");
        if (score != null) {
            Div fill = new Div();
            fill.addClassName("score-fill");
            fill.getStyle().setWidth(cssPercent(score));
            track.add(fill);
        }
        Span number = new Span(score == null ? "unknown" : Looks.percent(score));
        number.addClassName("score-number");
        add(label, track, number);
        addClassNames("score", Looks.colour(category));
        getElement().getClassList().set("over", over);
    }

    /** Adds a tick of that kind where the score would have to be. */
    public void tick(String kind, double at) {
        Div tick = new Div();
        tick.addClassNames("tick", "tick-" + kind);
        tick.getStyle().setLeft(cssPercent(at));
        track.add(tick);
    }

    private static String cssPercent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", share * 100);
    }
}
