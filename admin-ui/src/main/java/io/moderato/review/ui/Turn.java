package io.moderato.review.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.dom.Element;

/**
 * The number of what is drawn, which the browser has beside it. Whatever is pressed brings along the number that was on the screen then;
 * if something else has been drawn meanwhile, nobody meant that, so nothing is done. Double clicks and keys that come late end here.
 */
final class Turn {
    private static final String ATTRIBUTE = "data-turn";
    private static final String PRESSED = "element.closest('[" + ATTRIBUTE + "]')?.getAttribute('" + ATTRIBUTE + "')";

    private final Element screen;
    private long number;

    Turn(Component screen) {
        this.screen = screen.getElement();
        next();
    }

    /** Lets the button do the act, if the screen is still as it was when the button was pressed. */
    void on(Button button, Runnable act) {
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

    /** Something else is drawn, or something was answered. */
    void next() {
        screen.setAttribute(ATTRIBUTE, Long.toString(++number));
    }
}
