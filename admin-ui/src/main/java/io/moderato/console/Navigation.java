package io.moderato.console;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import io.moderato.access.store.Actor;
import io.moderato.access.store.Role;

/** Links to the screens that the role may use, and to no other screen. */
final class Navigation {
    private Navigation() {}

    static Div of(Actor actor, boolean author) {
        Div all = new Div();
        all.addClassName("navigation");
        if (actor.role() != Role.USER) {
            all.add(section(
                    "Review",
                    item("Queue", "queue", VaadinIcon.INBOX, "q"),
                    item("My cases", "my-cases", VaadinIcon.USER_CARD, "m"),
                    item("Appeals", "appeals", VaadinIcon.SCALE, "a"),
                    item("Suggestions", "suggestions", VaadinIcon.LIGHTBULB, "s")));
        }
        if (actor.role() == Role.ADMIN) {
            all.add(section(
                    "Platform",
                    item("Policies", "policies", VaadinIcon.SLIDERS, "p"),
                    item("Blocklists", "blocklists", VaadinIcon.BAN, "b"),
                    item("Content types", "content-types", VaadinIcon.FORM, "e"),
                    item("Model", "model", VaadinIcon.CLUSTER, "o"),
                    item("Archives", "archives", VaadinIcon.ARCHIVES, "r")));
            all.add(section(
                    "Deliveries",
                    item("Webhooks", "webhook-deliveries", VaadinIcon.PAPERPLANE_O, "w"),
                    item("Dead letters", "dead-letters", VaadinIcon.ENVELOPE_OPEN_O, "d")));
            all.add(section(
                    "Administration",
                    item("Communities & keys", "communities", VaadinIcon.KEY, "c"),
                    item("Users", "users", VaadinIcon.USERS, "u"),
                    item("Audit", "audit", VaadinIcon.LIST_SELECT, "t")));
        }
        if (author || actor.role() == Role.USER) {
            all.add(section("Mine", item("My content", "my-content", VaadinIcon.COMMENT_O, "y")));
        }
        return all;
    }

    private static SideNav section(String label, SideNavItem... items) {
        SideNav section = new SideNav(label);
        section.addItem(items);
        return section;
    }

    private static SideNavItem item(String label, String path, VaadinIcon icon, String letter) {
        SideNavItem item = new SideNavItem(label, path, icon.create());
        item.setTooltipText(label);
        item.setMatchNested(true);
        item.getElement().setAttribute("data-go", letter);
        return item;
    }
}
