package io.moderato.console;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;

/** Puts keys on buttons. A key presses the visible button that carries it, so every act can be done by key and by mouse. */
public final class Keys {
    private static final List<Key> EVERYWHERE = List.of(
            new Key("g then q, m, a, s", "go to the queue, my cases, the appeals, the suggestions"),
            new Key("g then p, b, w, d", "go to policies, blocklists, webhooks, dead letters"),
            new Key("Esc", "leave a field or close what is open; asks before written words are lost"),
            new Key("?", "show these keys"));

    private Keys() {}

    /** Lets the key press the component. The name is as in {@code KeyboardEvent.key}, lower case. */
    public static <T extends Component> T on(T component, String key) {
        component.getElement().setAttribute("data-key", key);
        component.getElement().setAttribute("aria-keyshortcuts", key);
        return component;
    }

    /** A button that shows its key before its verb. */
    public static Button button(String key, String verb) {
        Button button = new Button(verb);
        Span cap = cap(key.toUpperCase(java.util.Locale.ROOT));
        cap.getElement().setAttribute("aria-hidden", "true");
        button.setPrefixComponent(cap);
        return on(button, key.toLowerCase(java.util.Locale.ROOT));
    }

    /** A key as a picture. */
    static Span cap(String name) {
        Span cap = new Span(name);
        cap.addClassName("key");
        return cap;
    }

    /** Opens the list of the screen's keys. */
    static void show(List<Key> ofScreen) {
        Dialog dialog = new Dialog("Keys");
        dialog.add(table("On this screen", ofScreen), table("Everywhere", EVERYWHERE));
        Button close = new Button("Close", click -> dialog.close());
        close.setAutofocus(true);
        dialog.getFooter().add(close);
        dialog.open();
    }

    private static Div table(String title, List<Key> keys) {
        Div table = new Div();
        table.addClassName("keys");
        if (!keys.isEmpty()) {
            Span heading = new Span(title);
            heading.addClassName("eyebrow");
            table.add(heading);
        }
        keys.forEach(key -> {
            Div line = new Div(cap(key.name()), new Span(key.meaning()));
            line.addClassName("key-line");
            table.add(line);
        });
        return table;
    }
}
