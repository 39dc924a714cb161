package io.moderato.community.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.moderato.access.login.CurrentAccount;
import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Scope;
import io.moderato.community.Community;
import io.moderato.console.Keys;
import io.moderato.console.Notices;
import io.moderato.console.SecretDialog;
import java.util.EnumSet;
import java.util.Set;

/** Makes a key and shows its secret once. */
final class NewApiKeyDialog extends SecretDialog {
    private static final int USUAL_RATE = 600;

    private final Button save = Keys.on(new Button("Create the key"), "ctrl+enter");
    private final transient Runnable created;

    NewApiKeyDialog(ApiKeys keys, CurrentAccount account, Community community, Runnable created) {
        super("key");
        this.created = created;
        setHeaderTitle("New key for " + community.name());
        TextField name = new TextField("Name");
        name.setHelperText("Which service will use it");
        name.setMaxLength(100);
        name.setAutofocus(true);
        CheckboxGroup<Scope> scopes = new CheckboxGroup<>("It may");
        scopes.setItems(Scope.values());
        scopes.setItemLabelGenerator(NewApiKeyDialog::inWords);
        scopes.setValue(Set.of(Scope.CONTENT_WRITE, Scope.CONTENT_READ));
        IntegerField rate = new IntegerField("Calls in a minute");
        rate.setMin(1);
        rate.setValue(USUAL_RATE);
        FormLayout form = new FormLayout(name, scopes, rate);
        form.setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1));
        form.setWidth("26rem");
        form.getStyle().setMaxWidth("80vw");
        add(form);
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClickListener(click -> Notices.attempt(() -> {
            Set<Scope> chosen =
                    scopes.getValue().isEmpty() ? EnumSet.noneOf(Scope.class) : EnumSet.copyOf(scopes.getValue());
            Integer calls = rate.getValue();
            show(keys.create(
                    account.actor(), community.id(), name.getValue().strip(), chosen, calls == null ? 0 : calls));
        }));
        getFooter().add(leaveButton("Close"), save);
    }

    private void show(String secret) {
        save.setVisible(false);
        show("Your new key", secret);
        created.run();
    }

    private static String inWords(Scope scope) {
        return switch (scope) {
            case CONTENT_WRITE -> "submit content";
            case CONTENT_READ -> "read content and decisions";
            case MODERATE -> "ask for a decision at once";
            case APPEALS -> "file reports, lodge and read appeals";
            case FEEDBACK -> "correct decisions";
            case ANALYZE -> "have texts scored (all that a key in ?key= should have)";
        };
    }
}
