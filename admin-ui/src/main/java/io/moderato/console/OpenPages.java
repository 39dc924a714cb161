package io.moderato.console;

import com.vaadin.flow.component.UI;
import java.util.Comparator;

/**
 * Bounds the pages of one session. Each that is opened takes memory until its browser has been silent for a quarter of an hour, so somebody
 * who opens one after the other closes their oldest.
 */
final class OpenPages {
    /** More than anybody has before them. */
    static final int MOST = 50;

    private OpenPages() {}

    /** Makes room for a page that opens now. */
    static void bound(UI opening) {
        opening.getSession().getUIs().stream()
                .filter(page -> page != opening && !page.isClosing())
                .sorted(Comparator.comparingInt(UI::getUIId).reversed())
                .skip(MOST - 1L)
                .forEach(UI::close);
    }
}
