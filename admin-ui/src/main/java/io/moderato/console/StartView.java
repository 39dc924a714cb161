package io.moderato.console;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import io.moderato.access.login.CurrentAccount;
import io.moderato.access.store.Role;
import jakarta.annotation.security.PermitAll;

/** The view at the address without a path. It leads every user to their own start screen. */
@Route("")
@PermitAll
public class StartView extends Div implements BeforeEnterObserver {
    private final transient CurrentAccount account;

    StartView(CurrentAccount account) {
        this.account = account;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        event.forwardTo(account.actor().role() == Role.USER ? "my-content" : "queue");
    }
}
