package io.moderato.community.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.moderato.access.login.CurrentAccount;
import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Scope;
import io.moderato.community.Community;
import io.moderato.console.Notices;
import io.moderato.console.SecretDialog;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a key and shows its secret once. */
final class NewApiKeyDialog extends SecretDialog {
    private static final int USUAL_RATE = 600;

    private final Button save = leaveOr("Close", "Create the key");
    private final transient Runnable created;

    NewApiKeyDialog(ApiKeys keys, CurrentAccount account, @Nullable Community community, Runnable created) {
        super("key");
        this.created = created;
        setHeaderTitle("New key for " + (community == null ? "all communities" : community.name()));
        TextField name = new TextField("Name");
        name.setHelperText(community == null ? "Who or what administers with it" : "Which service will use it");
        name.setMaxLength(100);
        name.setAutofocus(true);
        CheckboxGroup<Scope> scopes = new CheckboxGroup<>("It may");
        scopes.setItems(Scope.values());
        scopes.setItemLabelGenerator(NewApiKeyDialog::inWords);
        scopes.setValue(community == null ? Set.of(Scope.ADMIN_READ) : Set.of(Scope.CONTENT_WRITE, Scope.CONTENT_READ));
        scopes.setHelperText(
                community == null
                        ? "It administers all communities. What services do, it can only grant to their keys."
                        : "A key that manages keys can grant no more than it may do itself.");
        IntegerField rate = new IntegerField("Calls in a minute");
        rate.setMin(1);
        rate.setValue(USUAL_RATE);
        addForm("26rem", name, scopes, rate);
        save.addClickListener(click -> Notices.attempt(() -> {
            Set<Scope> chosen =
                    scopes.getValue().isEmpty() ? EnumSet.noneOf(Scope.class) : EnumSet.copyOf(scopes.getValue());
            Integer calls = rate.getValue();
            show(keys.create(
                            account.actor(),
                            community == null ? null : community.id(),
                            name.getValue().strip(),
                            chosen,
                            calls == null ? 0 : calls)
                    .secret());
        }));
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
            case REPORT -> "file reports";
            case APPEALS -> "lodge and read appeals";
            case FEEDBACK -> "correct decisions";
            case ERASE -> "erase content and authors for good";
            case ANALYZE -> "have texts scored (all that a key in ?key= should have)";
            case ADMIN_READ -> "administration: read it all";
            case ADMIN_COMMUNITIES -> "administration: name communities";
            case ADMIN_POLICIES -> "administration: publish policies";
            case ADMIN_RULES -> "administration: edit blocklists";
            case ADMIN_MAPPINGS -> "administration: choose the mapping to OpenAI's categories";
            case ADMIN_TYPES -> "administration: define types of contents";
            case ADMIN_WEBHOOKS -> "administration: manage webhooks and their secrets";
            case ADMIN_KEYS -> "administration: create, change and revoke keys";
            case SUGGEST -> "suggest scores, which are kept for moderators";
        };
    }
}
