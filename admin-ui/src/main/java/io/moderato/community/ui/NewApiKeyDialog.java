package io.moderato.community.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.moderato.access.login.CurrentAccount;
import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Scope;
import io.moderato.community.Community;
import io.moderato.console.CarefulDialog;
import io.moderato.console.Keys;
import io.moderato.console.Notices;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a key and shows its secret once. */
final class NewApiKeyDialog extends CarefulDialog {
    private static final int USUAL_RATE = 600;

    private final Button save = Keys.on(new Button("Create the key"), "ctrl+enter");
    private final transient Runnable created;
    private boolean shown;
    private boolean copied;

    NewApiKeyDialog(ApiKeys keys, CurrentAccount account, Community community, Runnable created) {
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

    @Override
    protected @Nullable Loss loss() {
        if (shown) {
            return copied
                    ? null
                    : new Loss(
                            "Do you have the key?",
                            "It was not copied yet. Nobody can read it again once this is closed, not even an admin.",
                            "I have it");
        }
        return super.loss();
    }

    private void show(String secret) {
        removeAll();
        shown = true;
        save.setVisible(false);
        setHeaderTitle("Your new key");
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
                                "The browser did not let us copy the key. Select it and copy it by hand."));
        add(new Paragraph("Copy it now and keep it safe: nobody can read it again, not even an admin."), field, copy);
        created.run();
    }

    private static String inWords(Scope scope) {
        return switch (scope) {
            case CONTENT_WRITE -> "submit content";
            case CONTENT_READ -> "read content and decisions";
            case MODERATE -> "ask for a decision at once";
            case REPORT -> "file reports";
            case APPEALS -> "lodge and read appeals";
            case FEEDBACK -> "correct decisions";
            case ERASE -> "erase content and authors for good";
            case ANALYZE -> "have texts scored (all that a key in ?key= should have)";
        };
    }
}
