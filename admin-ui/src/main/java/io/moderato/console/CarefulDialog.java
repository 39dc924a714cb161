package io.moderato.console;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.data.value.HasValueChangeMode;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A dialog that throws nothing away unasked: whoever leaves it by Esc, by a click beside it or by its own button is asked first if a field
 * is not as it was when the dialog opened.
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
     * What leaving would lose.
     *
     * @param question    whether to leave, in a few words
     * @param consequence what is lost
     * @param verb        on the button that leaves
     */
    public record Loss(String question, String consequence, String verb) {}

    /** What leaving now would lose, or null if it would lose nothing. */
    protected @Nullable Loss loss() {
        return isWritten()
                ? new Loss(
                        "Throw away what you wrote?",
                        "It is kept nowhere else. If you go back, it is still here.",
                        "Throw away")
                : null;
    }

    /** A button that leaves, asking first where something would be lost. */
    protected final Button leaveButton(String words) {
        return new Button(words, click -> leave());
    }

    /** Notes that these fields are saved as they are. */
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
