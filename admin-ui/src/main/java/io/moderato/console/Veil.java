package io.moderato.console;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.moderato.decision.Category;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds severe texts back until somebody asks for them; the answer lasts as long as the text is shown. */
public final class Veil {
    private static final Set<Category> SEVERE = EnumSet.of(Category.SEVERE_TOXICITY, Category.SELF_HARM);

    private Veil() {}

    /** Whether texts of that category are held back. */
    public static boolean covers(@Nullable Category category) {
        return category != null && SEVERE.contains(category);
    }

    /** The text behind a veil that says why, with a button that takes the veil away. */
    public static Div over(Div text, String why) {
        text.addClassName("veiled");
        text.getElement().setAttribute("aria-hidden", "true");
        Button show = Keys.button("V", "Show the text");
        Div cover = new Div(new Span(why), show);
        cover.addClassName("veil");
        show.addClickListener(click -> {
            text.removeClassName("veiled");
            text.getElement().removeAttribute("aria-hidden");
            cover.setVisible(false);
        });
        Div both = new Div(text, cover);
        both.addClassName("veil-frame");
        return both;
    }
}
