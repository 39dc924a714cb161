package io.moderato.review.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.dom.Element;
import io.moderato.console.CarefulDialog;
import io.moderato.console.Looks;
import io.moderato.console.Notices;
import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import io.moderato.decision.Outcome;
import io.moderato.review.store.Resolution;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Edits the text, in which the matches are masked already; below it the changes are shown. */
final class ModifyDialog extends CarefulDialog {
    private final String posted;
    private final TextArea text = new TextArea("What others will see");
    private final Div difference = new Div();
    private final Button save = leaveOr("Go back", "Show it like this");

    ModifyDialog(
            CaseFile file, @Nullable Resolution undone, Supplier<@Nullable String> note, Consumer<Resolution> decide) {
        posted = file.content().text();
        setHeaderTitle("Modify the text");
        addClassName("modify");
        text.setValue(undone == null || undone.modifiedText() == null ? proposal(file) : undone.modifiedText());
        text.addValueChangeListener(change -> compare());
        text.setWidthFull();
        text.setAutofocus(true);
        Select<Category> rule = new Select<>();
        rule.setLabel("The rule");
        rule.setItems(Category.values());
        rule.setItemLabelGenerator(Category::words);
        rule.setValue(
                file.reviewCase().category() == null
                        ? Category.TOXICITY
                        : file.reviewCase().category());
        difference.addClassName("difference");
        difference.getElement().setAttribute("aria-live", "polite");
        Span heading = Looks.eyebrow("What changes");
        add(text, new Div(heading, difference), rule);
        save.setTooltipText("Ctrl + Enter");
        save.addClickListener(click -> Notices.attempt(() -> {
            Resolution resolution = new Resolution(
                    Outcome.MODIFY,
                    "A part was masked. " + PolicyReasons.sentence(rule.getValue()),
                    rule.getValue(),
                    note.get(),
                    text.getValue());
            close();
            decide.accept(resolution);
        }));
        compare();
    }

    private static String proposal(CaseFile file) {
        Decision standing = file.standing();
        String modified = standing.result().modifiedText();
        return modified == null
                ? Highlights.masked(
                        file.content().text(), file.automatic().result().matches())
                : modified;
    }

    private void compare() {
        difference.removeAll();
        boolean changed = !text.getValue().equals(posted);
        save.setEnabled(changed);
        if (!changed) {
            difference.add(Looks.quiet("Nothing yet. Mask or remove what breaks the rule."));
            return;
        }
        for (TextDifference.Piece piece : TextDifference.between(posted, text.getValue())) {
            Element element = switch (piece.change()) {
                case KEPT -> new Element("span");
                case REMOVED -> new Element("del");
                case ADDED -> new Element("ins");
            };
            element.setText(piece.text());
            difference.getElement().appendChild(element);
        }
    }
}
