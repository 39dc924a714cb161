package io.moderato.review.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import io.moderato.console.CarefulDialog;
import io.moderato.console.Notices;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.decision.Reason;
import io.moderato.review.store.Resolution;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks for the answer to an appeal, in words that the author will read. */
final class AnswerDialog extends CarefulDialog {
    private static final int LONGEST_ANSWER = 5000;

    private AnswerDialog(String title, String meaning, String proposal, String verb, Consumer<String> decide) {
        setHeaderTitle(title);
        addClassName("answer");
        TextArea answer = new TextArea("Your answer to the author");
        answer.setValue(proposal);
        answer.setMaxLength(LONGEST_ANSWER);
        answer.setWidthFull();
        answer.setAutofocus(true);
        add(new Paragraph(meaning), answer);
        Button save = leaveOr("Go back", verb);
        save.setTooltipText("Ctrl + Enter");
        save.addClickListener(
                click -> Notices.attempt(() -> decide.accept(answer.getValue().strip())));
    }

    /** Leaves the first decision as it is. */
    static AnswerDialog uphold(
            CaseFile file, @Nullable Resolution undone, Supplier<@Nullable String> note, Consumer<Resolution> decide) {
        Category category = file.standing().result().reasons().stream()
                .map(Reason::category)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(file.reviewCase().category());
        AnswerDialog[] dialog = new AnswerDialog[1];
        dialog[0] = new AnswerDialog(
                "Uphold the decision",
                "The decision stands and is final. The author reads your answer.",
                undone != null && undone.outcome() == file.standing().result().outcome()
                        ? undone.reason()
                        : "We looked at it again and came to the same decision. "
                                + (category == null ? "" : PolicyReasons.sentence(category)),
                "Uphold",
                words -> {
                    Resolution resolution = new Resolution(
                            file.standing().result().outcome(),
                            words,
                            category,
                            note.get(),
                            file.standing().result().modifiedText());
                    dialog[0].close();
                    decide.accept(resolution);
                });
        return dialog[0];
    }

    /** Puts the content back as it was posted. */
    static AnswerDialog overturn(
            @Nullable Resolution undone, Supplier<@Nullable String> note, Consumer<Resolution> decide) {
        AnswerDialog[] dialog = new AnswerDialog[1];
        dialog[0] = new AnswerDialog(
                "Overturn the decision",
                "The content is shown again as it was posted. The author reads your answer.",
                undone != null && undone.outcome() == Outcome.APPROVE
                        ? undone.reason()
                        : "You were right: the decision was wrong, and your content is shown again. We are sorry.",
                "Overturn",
                words -> {
                    Resolution resolution = new Resolution(Outcome.APPROVE, words, null, note.get(), null);
                    dialog[0].close();
                    decide.accept(resolution);
                });
        return dialog[0];
    }
}
