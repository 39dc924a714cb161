package io.moderato.webhook.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.textfield.TextField;
import io.moderato.console.Notices;
import io.moderato.console.SecretDialog;
import io.moderato.event.EventType;
import io.moderato.webhook.store.NewSecret;
import io.moderato.webhook.store.SubscriptionTerms;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Asks who is told of what; for a new webhook it shows the secret afterwards. */
final class SubscriptionDialog extends SecretDialog {
    private static final int MAX_NAME = 100;
    private static final int MAX_ADDRESS = 2048;

    private final TextField name = new TextField("Name");
    private final TextField url = new TextField("Address");
    private final CheckboxGroup<EventType> types = new CheckboxGroup<>("Events");
    private final Checkbox withTexts = new Checkbox("Send texts, too");

    private SubscriptionDialog(String title, SubscriptionTerms present) {
        super("secret");
        setHeaderTitle(title);
        name.setMaxLength(MAX_NAME);
        name.setValue(present.name());
        name.setHelperText("Which service receives it");
        name.setAutofocus(true);
        url.setMaxLength(MAX_ADDRESS);
        url.setValue(present.url());
        url.setPlaceholder("https://");
        types.setItems(EventType.values());
        types.setItemLabelGenerator(type -> Words.event(type.key()));
        types.addClassName("two-columns");
        types.setValue(present.types());
        withTexts.setValue(present.withTexts());
        withTexts.setHelperText(
                "What was posted, masked texts and the reasons of decisions. Without it only ids and outcomes leave this platform.");
        addForm("30rem", name, url, types, withTexts);
    }

    /**
     * A dialog for a new webhook.
     *
     * @param create makes it, or fails with a problem
     * @param reload shows what is there now
     */
    static SubscriptionDialog create(Function<SubscriptionTerms, NewSecret> create, Runnable reload) {
        SubscriptionDialog dialog = new SubscriptionDialog(
                "New webhook", new SubscriptionTerms("", "", Set.of(EventType.CONTENT_DECIDED), false));
        Button save = dialog.leaveOr("Close", "Create the webhook");
        save.addClickListener(click -> Notices.attempt(() -> {
            NewSecret created = create.apply(dialog.terms());
            save.setVisible(false);
            dialog.show(
                    "The secret of “" + created.subscription().terms().name() + "”",
                    created.secret().text());
            reload.run();
        }));
        return dialog;
    }

    /**
     * A dialog for one that is there.
     *
     * @param change saves it, or fails with a problem
     * @param reload shows what is there now
     */
    static SubscriptionDialog change(SubscriptionTerms present, Consumer<SubscriptionTerms> change, Runnable reload) {
        SubscriptionDialog dialog = new SubscriptionDialog("Change “" + present.name() + "”", present);
        dialog.leaveOr("Close", "Save").addClickListener(click -> {
            if (Notices.attempt(() -> change.accept(dialog.terms()))) {
                dialog.close();
                Notices.done("Saved. It counts from now on.");
            }
            reload.run();
        });
        return dialog;
    }

    private SubscriptionTerms terms() {
        return new SubscriptionTerms(
                name.getValue().strip(), url.getValue().strip(), types.getValue(), withTexts.getValue());
    }
}
