package io.moderato.console;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;

/** Things of which one is open beside the list; each is a button with its name and facts about it. */
public final class PickList extends Div {
    /** An empty list. */
    public PickList() {
        addClassName("pick-list");
        getElement().setAttribute("data-list", true);
    }

    /**
     * Adds a line.
     *
     * @param id      by which the browser finds it again
     * @param name    the name, in words
     * @param current whether it is the one that is open
     * @param off     whether it counts for nothing just now
     * @param open    opens it
     * @param facts   what is shown below the name
     */
    public void add(String id, String name, boolean current, boolean off, Runnable open, Component... facts) {
        Span title = new Span(name);
        title.addClassName("strong");
        NativeButton line = new NativeButton();
        line.add(title);
        line.add(facts);
        line.addClassName("pick-line");
        line.getElement().getClassList().set("off", off);
        line.getElement().setAttribute("data-id", id);
        if (current) {
            line.getElement().setAttribute("aria-current", "true");
        }
        line.addClickListener(click -> open.run());
        add(line);
    }
}
