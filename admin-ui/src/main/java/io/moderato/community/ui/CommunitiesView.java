package io.moderato.community.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.TabSheet;
import com.vaadin.flow.router.Route;
import io.moderato.access.login.CurrentAccount;
import io.moderato.access.store.ApiKeys;
import io.moderato.community.Community;
import io.moderato.community.CommunityId;
import io.moderato.community.store.Communities;
import io.moderato.console.ConsoleLayout;
import io.moderato.console.Key;
import io.moderato.console.Keys;
import io.moderato.console.Looks;
import io.moderato.console.RenameDialog;
import io.moderato.console.Screen;
import io.moderato.webhook.store.Deliveries;
import io.moderato.webhook.store.Receivers;
import io.moderato.webhook.store.Subscriptions;
import io.moderato.webhook.ui.WebhooksPane;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The communities at the left, the keys and webhooks of one of them at the right. */
@Route(value = "communities", layout = ConsoleLayout.class)
@RolesAllowed("ADMIN")
public class CommunitiesView extends Screen {
    private final transient Communities communities;
    private final transient CurrentAccount account;
    private final Div list = new Div();
    private final ApiKeysPane keys;
    private final WebhooksPane webhooks;
    private @Nullable CommunityId open;

    CommunitiesView(
            Communities communities,
            ApiKeys apiKeys,
            Subscriptions subscriptions,
            Receivers receivers,
            Deliveries deliveries,
            CurrentAccount account) {
        super("Communities and keys");
        this.communities = communities;
        this.account = account;
        this.keys = new ApiKeysPane(apiKeys, account, this::rename);
        this.webhooks = new WebhooksPane(subscriptions, receivers, deliveries, account);
        addClassName("two-panes");
        list.addClassName("pick-list");
        list.getElement().setAttribute("data-list", true);
        Button create = Keys.button("N", "New community…");
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.addClickListener(click -> new NewCommunityDialog(communities, account, created -> {
                    open = created;
                    reload();
                })
                .open());
        Div left = new Div(create, list);
        left.addClassName("pick");
        TabSheet right = new TabSheet();
        right.addClassName("detail-tabs");
        right.add(Keys.on(new Tab("Keys"), "1"), keys);
        right.add(Keys.on(new Tab("Webhooks"), "2"), webhooks);
        add(left, right);
        reload();
    }

    @Override
    public List<Key> keys() {
        return List.of(
                new Key("N", "create a community"),
                new Key("1 2", "show the keys, the webhooks"),
                new Key("K", "create a key"),
                new Key("W", "create a webhook"),
                new Key("↑ ↓", "move among the communities"));
    }

    private void reload() {
        List<Community> all = communities.all();
        rest(Looks.count(all.size(), "community", "communities"));
        Community shown = all.stream()
                .filter(each -> each.id().equals(open))
                .findFirst()
                .orElse(all.isEmpty() ? null : all.getFirst());
        open = shown == null ? null : shown.id();
        list.removeAll();
        all.forEach(each -> list.add(line(each)));
        keys.show(shown);
        webhooks.show(shown);
    }

    private void rename(Community community) {
        new RenameDialog(
                        community.name(),
                        name -> communities.rename(account.actor(), community.id(), community.editVersion(), name),
                        this::reload)
                .open();
    }

    private NativeButton line(Community community) {
        Span name = new Span(community.name());
        name.addClassName("strong");
        Span facts = new Span(
                community.id() + " · policy " + community.policyVersion() + " · rules " + community.rulesVersion());
        facts.addClassName("quiet");
        NativeButton line = new NativeButton();
        line.add(name, facts);
        line.addClassName("pick-line");
        line.getElement().setAttribute("data-id", community.id().value());
        if (community.id().equals(open)) {
            line.getElement().setAttribute("aria-current", "true");
        }
        line.addClickListener(click -> {
            open = community.id();
            reload();
        });
        return line;
    }
}
