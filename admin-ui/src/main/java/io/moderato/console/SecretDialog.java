package io.moderato.console;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import org.jspecify.annotations.Nullable;

/** A dialog that makes a secret and shows it once. It does not close by accident before the secret was copied. */
public abstract class SecretDialog extends CarefulDialog {
    private final String what;
    private boolean shown;
    private boolean copied;

    /**
     * A closed dialog.
     *
     * @param what what the secret is called, such as "key"
     */
    protected SecretDialog(String what) {
        this.what = what;
    }

    @Override
    protected final @Nullable Loss loss() {
        if (shown) {
            return copied
                    ? null
                    : new Loss(
                            "Do you have the " + what + "?",
                            "It was not copied yet. Nobody can read it again once this is closed, not even an admin.",
                            "I have it");
        }
        return super.loss();
    }

    /** Shows the secret in place of the form, and says that it is shown once. */
    protected final void show(String title, String secret) {
        removeAll();
        shown = true;
        setHeaderTitle(title);
        TextField field = new TextField("Secret");
        field.setValue(secret);
        field.setReadOnly(true);
        field.setWidthFull();
        field.addClassName("secret");
        Button copy = Keys.button("C", "Copy");
        copy.addThemeVariants(ButtonVariant.PRIMARY);
        copy.getElement().executeJs("this.addEventListener('click', () => window.moderato.copy(this, $0))", secret);
        copy.getElement().addEventListener("copied", event -> {
            copied = true;
            copy.setText("Copied");
        });
        copy.getElement()
                .addEventListener(
                        "not-copied",
                        event -> Notices.problem(
                                "The browser did not let us copy the " + what + ". Select it and copy it by hand."));
        add(new Paragraph("Copy it now and keep it safe: nobody can read it again, not even an admin."), field, copy);
    }
}
