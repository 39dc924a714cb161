package io.moderato.review.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import io.moderato.console.CarefulDialog;
import io.moderato.console.Keys;
import io.moderato.console.Looks;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.review.store.Resolution;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rules as a numbered list: a digit rejects. The numbers never change, so that moderators learn them. */
final class RejectDialog extends CarefulDialog {
    private static final int LONGEST_ADDITION = 1000;

    RejectDialog(@Nullable Category suspected, Supplier<@Nullable String> note, Consumer<Resolution> decide) {
        setHeaderTitle("Reject: which rule does it break?");
        addClassName("reject");
        TextField addition = new TextField("More for the author (optional, they will read it)");
        addition.setMaxLength(LONGEST_ADDITION);
        addition.setWidthFull();
        Div list = new Div();
        list.addClassName("rules");
        list.getElement().setAttribute("data-list", true);
        for (Category category : Category.values()) {
            int digit = (category.ordinal() + 1) % 10;
            NativeButton rule = new NativeButton();
            Span cap = new Span(Integer.toString(digit));
            cap.addClassName("key");
            Span words = new Span(category.words());
            words.addClassName("rule-words");
            rule.add(cap, words, Looks.chip(category));
            rule.addClassName("rule");
            if (category == suspected) {
                rule.addClassName("suspected");
                addOpenedChangeListener(opened -> rule.focus());
            }
            rule.addClickListener(click -> {
                close();
                String more = addition.getValue().strip();
                decide.accept(new Resolution(
                        Outcome.REJECT,
                        PolicyReasons.sentence(category) + (more.isEmpty() ? "" : " " + more),
                        category,
                        note.get(),
                        null));
            });
            list.add(Keys.on(rule, Integer.toString(digit)));
        }
        add(list, addition);
        getFooter().add(leaveButton("Go back"));
    }
}
