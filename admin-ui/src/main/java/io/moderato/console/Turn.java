package io.moderato.console;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.dom.Element;

/**
 * The number of the present drawing; the browser has it, too. A press of a button brings the number that was on the screen at that moment.
 * If something else has been drawn since, the press was not meant for it, and nothing is done. This stops double clicks and late keys.
 */
public final class Turn {
    private static final String ATTRIBUTE = "data-turn";
    private static final String PRESSED = "element.closest('[" + ATTRIBUTE + "]')?.getAttribute('" + ATTRIBUTE + "')";

    private final Element screen;
    private long number;

    /** Counts the drawings of that screen. */
    public Turn(Component screen) {
        this.screen = screen.getElement();
        next();
    }

    /** Lets the button do the act, but only if the screen has not changed since the button was pressed. */
    public void on(Button button, Runnable act) {
        button.getElement()
                .addEventListener("click", click -> {
                    if (click.getEventData().path(PRESSED).asString("").equals(Long.toString(number))) {
                        try {
                            act.run();
                        } finally {
                            next();
                        }
                    }
                })
                .addEventData(PRESSED);
    }

    /** Counts on, because something else is drawn or something was answered. */
    public void next() {
        screen.setAttribute(ATTRIBUTE, Long.toString(++number));
    }
}
