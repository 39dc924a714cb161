package io.moderato.console;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import org.jspecify.annotations.Nullable;

/** Facts below one another, each with its name before it. */
public final class Facts extends Div {
    /** None yet. */
    public Facts() {
        addClassName("facts");
    }

    /** Adds a fact; one that is not known is left out. */
    public void fact(String name, @Nullable String value) {
        if (value != null) {
            fact(name, value, value);
        }
    }

    /** Adds a fact that is shown short, with the whole of it on hover. */
    public void fact(String name, String shown, String whole) {
        Span text = new Span(shown);
        text.setTitle(whole);
        add(Looks.quiet(name), text);
    }
}
