package io.moderato.console;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.HasDynamicTitle;
import java.util.List;

/** One place of the console: a title that says where one is and what is left, and the keys that work there. */
public abstract class Screen extends Div implements HasDynamicTitle {
    private final String place;
    private String rest = "";

    /** A screen of that name. */
    protected Screen(String place) {
        this.place = place;
        addClassName("screen");
    }

    /** Changes what is left to do, next to the name. */
    protected final void rest(String left) {
        rest = left;
        show();
    }

    /** The keys that work here. */
    public List<Key> keys() {
        return List.of();
    }

    @Override
    public final String getPageTitle() {
        return (rest.isEmpty() ? place : place + " · " + rest) + " · Moderato";
    }

    @Override
    protected void onAttach(AttachEvent event) {
        show();
    }

    private void show() {
        findAncestor();
        getUI().ifPresent(ui -> ui.getPage().setTitle(getPageTitle()));
    }

    private void findAncestor() {
        ConsoleLayout layout = findAncestor(ConsoleLayout.class);
        if (layout != null) {
            layout.title(place, rest);
        }
    }
}
