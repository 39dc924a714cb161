package io.moderato.console;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.data.value.HasValueChangeMode;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A dialog that throws nothing away without asking. If a field has changed since the dialog opened, the user is asked first when leaving by
 * Esc, by a click outside or by the dialog's own button.
 */
public class CarefulDialog extends Dialog {
    private final transient Map<HasValue<?, ?>, Object> before = new HashMap<>();
    private boolean asking;

    /** A closed dialog. */
    protected CarefulDialog() {
        addDialogCloseActionListener(attempt -> leave());
        addOpenedChangeListener(change -> {
            if (change.isOpened()) {
                fields(this).forEach(this::remember);
            }
        });
    }

    /**
     * The loss that leaving the dialog would cause.
     *
     * @param question    whether to leave, in a few words
     * @param consequence the thing that is lost
     * @param verb        the word on the button that leaves
     */
    public record Loss(String question, String consequence, String verb) {}

    /** The loss that leaving now would cause, or null if nothing would be lost. */
    protected @Nullable Loss loss() {
        return isWritten()
                ? new Loss(
                        "Throw away what you wrote?",
                        "It is kept nowhere else. If you go back, it is still here.",
                        "Throw away")
                : null;
    }

    /** A button that leaves the dialog, and asks first if something would be lost. */
    protected final Button leaveButton(String words) {
        return new Button(words, click -> leave());
    }

    /**
     * Puts two buttons below: one that leaves, and the dialog's own act, which Ctrl + Enter presses, too.
     *
     * @return the button of the act
     */
    protected final Button leaveOr(String leave, String verb) {
        Button act = Keys.on(new Button(verb), "ctrl+enter");
        act.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(leaveButton(leave), act);
        return act;
    }

    /** Adds the fields below one another, in that width or, in a narrow window, in most of the width of the window. */
    protected final void addForm(String width, Component... fields) {
        FormLayout form = new FormLayout(fields);
        form.setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1));
        form.setWidth(width);
        form.getStyle().setMaxWidth("80vw");
        add(form);
    }

    /** Notes that the present values of these fields are saved. */
    protected final void saved(HasValue<?, ?>... fields) {
        Stream.of(fields).forEach(this::remember);
    }

    private void leave() {
        Loss loss = loss();
        if (loss == null) {
            close();
        } else if (!asking) {
            asking = true;
            Confirm.ask(loss.question(), loss.consequence(), loss.verb(), this::close, () -> asking = false);
        }
    }

    private boolean isWritten() {
        return fields(this)
                .anyMatch(field -> !field.isReadOnly()
                        && !Objects.equals(field.getValue(), before.getOrDefault(field, field.getEmptyValue())));
    }

    private void remember(HasValue<?, ?> field) {
        before.put(field, field.getValue());
        if (field instanceof HasValueChangeMode typed) {
            // Esc comes before a field tells what was typed, unless it tells every letter
            typed.setValueChangeMode(ValueChangeMode.EAGER);
        }
    }

    private static Stream<HasValue<?, ?>> fields(Component parent) {
        return parent.getChildren()
                .flatMap(child ->
                        child instanceof HasValue<?, ?> field ? Stream.<HasValue<?, ?>>of(field) : fields(child));
    }
}
