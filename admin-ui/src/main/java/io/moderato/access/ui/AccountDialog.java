package io.moderato.access.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.moderato.access.login.CurrentAccount;
import io.moderato.access.store.Account;
import io.moderato.access.store.Accounts;
import io.moderato.access.store.Role;
import io.moderato.community.Community;
import io.moderato.community.store.Communities;
import io.moderato.console.CarefulDialog;
import io.moderato.console.Looks;
import io.moderato.console.Notices;
import org.jspecify.annotations.Nullable;

/** Edits one account: its role, whether it may log in, its communities, and its password. */
final class AccountDialog extends CarefulDialog {
    private final transient Account account;
    private final transient Accounts accounts;
    private final transient CurrentAccount current;
    private final transient Runnable changed;

    AccountDialog(
            Account account, Accounts accounts, Communities communities, CurrentAccount current, Runnable changed) {
        this.account = account;
        this.accounts = accounts;
        this.current = current;
        this.changed = changed;
        setHeaderTitle(account.displayName() + " (" + account.actor().username() + ")");
        addClassName("account");
        Div where = new Div(Looks.eyebrow("Communities"));
        where.addClassName("stack");
        communities.all().forEach(community -> where.add(membership(community)));
        add(role(), where, password());
        getFooter().add(leaveButton("Close"));
    }

    private Div role() {
        Select<Role> role = new Select<>();
        role.setLabel("Role");
        role.setItems(Role.values());
        role.setItemLabelGenerator(UsersView::roleName);
        role.setValue(account.actor().role());
        Checkbox enabled = new Checkbox("May log in", account.enabled());
        Button save = new Button(
                "Save",
                click -> attempt(
                        () -> {
                            accounts.change(current.actor(), account.actor().id(), role.getValue(), enabled.getValue());
                            saved(role, enabled);
                        },
                        "Saved. Sessions of this account end with their next click."));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        Div line = new Div(role, enabled, save);
        line.addClassName("form-line");
        return line;
    }

    private Div membership(Community community) {
        @Nullable String before = account.actor().memberships().get(community.id());
        Checkbox member = new Checkbox(community.name(), before != null);
        TextField author = new TextField();
        author.setPlaceholder("is the author with this id (optional)");
        author.setAriaLabel("Author id in " + community.name());
        author.setMaxLength(200);
        author.setValue(before == null ? "" : before);
        author.setVisible(before != null);
        Button save = new Button("Save", click -> join(community, author));
        save.setVisible(before != null);
        member.addValueChangeListener(change -> {
            author.setVisible(change.getValue());
            save.setVisible(change.getValue());
            if (change.getValue()) {
                join(community, author);
            } else {
                attempt(
                        () -> {
                            accounts.leave(current.actor(), account.actor().id(), community.id());
                            saved(author);
                        },
                        "No longer in " + community.name() + ".");
            }
            saved(member);
        });
        Div line = new Div(member, author, save);
        line.addClassName("form-line");
        return line;
    }

    private void join(Community community, TextField author) {
        String id = author.getValue().strip();
        attempt(
                () -> {
                    accounts.join(current.actor(), account.actor().id(), community.id(), id.isEmpty() ? null : id);
                    saved(author);
                },
                "In " + community.name() + (id.isEmpty() ? "." : " as the author " + id + "."));
    }

    private Div password() {
        PasswordField password = new PasswordField("New password");
        Button save = new Button(
                "Set the password",
                click -> attempt(
                        () -> {
                            accounts.resetPassword(
                                    current.actor(), account.actor().id(), password.getValue());
                            password.clear();
                        },
                        "The password is set. Sessions of this account end with their next click."));
        Div line = new Div(password, save, new Span());
        line.addClassName("form-line");
        return line;
    }

    private void attempt(Runnable act, String done) {
        if (Notices.attempt(act)) {
            Notices.done(done);
            changed.run();
        }
    }
}
