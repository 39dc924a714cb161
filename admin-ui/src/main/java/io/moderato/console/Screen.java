package io.moderato.console;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.HasDynamicTitle;
import java.util.List;

/** One screen of the console: a title with the name of the screen and the work that is left, and the keys that work there. */
public abstract class Screen extends Div implements HasDynamicTitle {
    private final String place;
    private String rest = "";

    /** A screen of that name. */
    protected Screen(String place) {
        this.place = place;
        addClassName("screen");
    }

    /** Shows the work that is left, next to the name. */
    protected final void rest(String left) {
        rest = left;
        show();
    }

    /** The keys that work on this screen. */
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
