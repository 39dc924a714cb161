package io.moderato.access.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.moderato.access.login.CurrentAccount;
import io.moderato.access.store.Account;
import io.moderato.access.store.Accounts;
import io.moderato.access.store.Role;
import io.moderato.community.store.Communities;
import io.moderato.console.CarefulDialog;
import io.moderato.console.Notices;

/** Asks for the data of a new account, then goes on to its communities. */
final class NewUserDialog extends CarefulDialog {
    NewUserDialog(Accounts accounts, Communities communities, CurrentAccount current, Runnable changed) {
        setHeaderTitle("New user");
        TextField username = new TextField("User name");
        username.setHelperText("For logging in. Letters, digits, dots, underscores, hyphens and @");
        username.setMaxLength(100);
        username.setAutofocus(true);
        TextField display = new TextField("Name that colleagues see");
        display.setMaxLength(100);
        PasswordField password = new PasswordField("Password");
        password.setHelperText("8 to 200 characters; hand it over in private");
        Select<Role> role = new Select<>();
        role.setLabel("Role");
        role.setItems(Role.values());
        role.setItemLabelGenerator(UsersView::roleName);
        role.setValue(Role.MODERATOR);
        addForm("24rem", username, display, password, role);
        Button save = leaveOr("Go back", "Create the user");
        save.addClickListener(click -> Notices.attempt(() -> {
            String login = username.getValue().strip();
            Account account = accounts.create(
                    current.actor(),
                    login,
                    display.getValue().isBlank() ? login : display.getValue().strip(),
                    password.getValue(),
                    role.getValue());
            close();
            changed.run();
            Notices.done("The account is there. Choose its communities.");
            new AccountDialog(account, accounts, communities, current, changed).open();
        }));
    }
}
