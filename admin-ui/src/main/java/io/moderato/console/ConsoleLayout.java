package io.moderato.console;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.orderedlayout.Scroller;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.moderato.access.login.CurrentAccount;
import io.moderato.access.store.Account;
import java.util.Locale;

/** The frame: navigation at the left, the title above, theme, keys and account at the top right. */
@AnonymousAllowed
public class ConsoleLayout extends AppLayout {
    private final H1 place = new H1();
    private final Span rest = new Span();

    ConsoleLayout(CurrentAccount account, AuthenticationContext authentication) {
        Account who = account.get();
        addClassName("console");
        setPrimarySection(Section.DRAWER);
        rest.addClassName("rest");
        rest.getElement().setAttribute("aria-live", "polite");
        place.addClassName("place");
        DrawerToggle toggle = new DrawerToggle();
        toggle.addClassName("menu-toggle");
        toggle.setAriaLabel("Menu");
        Div title = new Div(place, rest);
        title.addClassName("title");
        addToNavbar(toggle, title, keysButton(), themeMenu(), accountMenu(who, authentication));
        Div brand = new Div(new Span("M"), new Span("Moderato"));
        brand.addClassName("brand");
        addToDrawer(brand, new Scroller(Navigation.of(who.actor(), account.isAuthor())), collapseButton());
    }

    void title(String where, String left) {
        place.setText(where);
        rest.setText(left);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        event.getUI().getPage().executeJs("window.moderato?.frame()");
    }

    private Button keysButton() {
        Button button = Keys.on(
                new Button(VaadinIcon.KEYBOARD.create(), click -> {
                    if (getContent() instanceof Screen screen) {
                        Keys.show(screen.keys());
                    }
                }),
                "?");
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel("Show the keys of this screen");
        button.setTooltipText("Keys of this screen (?)");
        return button;
    }

    private static MenuBar themeMenu() {
        MenuBar bar = new MenuBar();
        bar.addThemeVariants(MenuBarVariant.TERTIARY);
        MenuItem root = bar.addItem(VaadinIcon.ADJUST.create(), "Theme");
        root.setAriaLabel("Theme");
        root.addClassName("theme-menu");
        for (String theme : new String[] {"Light", "Dark", "System"}) {
            root.getSubMenu()
                    .addItem(
                            theme,
                            click -> bar.getElement()
                                    .executeJs("window.moderato.theme($0)", theme.toLowerCase(Locale.ROOT)));
        }
        return bar;
    }

    private static MenuBar accountMenu(Account who, AuthenticationContext authentication) {
        MenuBar bar = new MenuBar();
        bar.addThemeVariants(MenuBarVariant.TERTIARY);
        Span initials =
                new Span(who.displayName().isBlank() ? "?" : who.displayName().substring(0, 1));
        initials.addClassName("initials");
        MenuItem root = bar.addItem(initials);
        root.setAriaLabel("Account of " + who.displayName());
        Span name = new Span(who.displayName());
        Span role = Looks.quiet(who.actor().username() + " · " + roleName(who));
        Div card = new Div(name, role);
        card.addClassName("account-card");
        Component item = card;
        root.getSubMenu().addItem(item).setEnabled(false);
        root.getSubMenu().addItem("Log out", click -> authentication.logout());
        return bar;
    }

    private static String roleName(Account who) {
        return switch (who.actor().role()) {
            case ADMIN -> "admin";
            case MODERATOR -> "moderator";
            case USER -> "author";
        };
    }

    private static Button collapseButton() {
        Button button = new Button(VaadinIcon.ANGLE_DOUBLE_LEFT.create());
        button.addClassName("collapse");
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel("Collapse the navigation to icons, or show its names");
        button.setTooltipText("Collapse or show names");
        button.getElement().executeJs("this.addEventListener('click', () => window.moderato.collapse())");
        return button;
    }
}
