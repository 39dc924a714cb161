package io.moderato.access.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.Route;
import io.moderato.access.login.CurrentAccount;
import io.moderato.access.store.Account;
import io.moderato.access.store.Accounts;
import io.moderato.access.store.Role;
import io.moderato.community.store.Communities;
import io.moderato.console.ConsoleLayout;
import io.moderato.console.Key;
import io.moderato.console.Keys;
import io.moderato.console.Looks;
import io.moderato.console.Screen;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The accounts that may log in, with their roles. */
@Route(value = "users", layout = ConsoleLayout.class)
@RolesAllowed("ADMIN")
public class UsersView extends Screen {
    private final transient Accounts accounts;
    private final transient Communities communities;
    private final transient CurrentAccount current;
    private final Grid<Account> grid = new Grid<>();
    private final TextField search = new TextField();

    UsersView(Accounts accounts, Communities communities, CurrentAccount current) {
        super("Users");
        this.accounts = accounts;
        this.communities = communities;
        this.current = current;
        addClassName("page");
        search.setPlaceholder("Find a user ( / )");
        search.setAriaLabel("Find a user");
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.getElement().setAttribute("data-focus", "/");
        search.addValueChangeListener(change -> refresh());
        Button create = Keys.button("N", "New user…");
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.addClickListener(click -> new NewUserDialog(accounts, communities, current, this::refresh).open());
        Span gap = new Span();
        gap.addClassName("gap");
        Div tools = new Div(search, gap, create);
        tools.addClassName("tools");
        grid.addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
        grid.addComponentColumn(UsersView::name).setHeader("User").setFlexGrow(2);
        grid.addColumn(account -> roleName(account.actor().role()))
                .setHeader("Role")
                .setWidth("8rem")
                .setFlexGrow(0);
        grid.addColumn(UsersView::memberships).setHeader("Communities").setFlexGrow(3);
        grid.addComponentColumn(account -> Looks.tag(account.enabled() ? "may log in" : "disabled"))
                .setHeader("State")
                .setWidth("8rem")
                .setFlexGrow(0);
        grid.addComponentColumn(this::change).setWidth("7rem").setFlexGrow(0);
        grid.setSizeFull();
        Div place = new Div(grid);
        place.addClassName("grow");
        add(tools, place);
        refresh();
    }

    @Override
    public List<Key> keys() {
        return List.of(new Key("N", "create a user"), new Key("/", "find a user"));
    }

    private void refresh() {
        List<Account> all = accounts.all();
        String wanted = search.getValue().toLowerCase(Locale.ROOT).strip();
        grid.setItems(all.stream()
                .filter(account -> (account.actor().username() + " " + account.displayName())
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted))
                .toList());
        rest(Looks.count(all.size(), "account", "accounts"));
    }

    private static Component name(Account account) {
        Span display = new Span(account.displayName());
        display.addClassName("strong");
        Span login = Looks.quiet(account.actor().username());
        Div name = new Div(display, login);
        name.addClassName("line");
        return name;
    }

    private static String memberships(Account account) {
        return account.actor().memberships().entrySet().stream()
                .map(entry -> entry.getKey() + (entry.getValue().isEmpty() ? "" : " as " + entry.getValue()))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private Component change(Account account) {
        Button change = new Button(
                "Change…", click -> new AccountDialog(account, accounts, communities, current, this::refresh).open());
        change.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        change.setAriaLabel("Change " + account.actor().username());
        return change;
    }

    static String roleName(Role role) {
        return switch (role) {
            case ADMIN -> "Admin";
            case MODERATOR -> "Moderator";
            case USER -> "Author";
        };
    }
}
