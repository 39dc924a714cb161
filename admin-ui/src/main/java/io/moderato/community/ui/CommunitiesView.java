package io.moderato.community.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
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
import io.moderato.console.PickList;
import io.moderato.console.RenameDialog;
import io.moderato.console.Screen;
import io.moderato.openai.store.CategoryMappings;
import io.moderato.openai.store.MappingsInForce;
import io.moderato.retention.store.Retentions;
import io.moderato.webhook.store.Deliveries;
import io.moderato.webhook.store.Receivers;
import io.moderato.webhook.store.Subscriptions;
import io.moderato.webhook.store.WebhookSettings;
import io.moderato.webhook.ui.WebhooksPane;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The communities at the left, the keys and webhooks of one of them, or the keys of all, at the right. */
@Route(value = "communities", layout = ConsoleLayout.class)
@RolesAllowed("ADMIN")
public class CommunitiesView extends Screen {
    private final transient Communities communities;
    private final transient CurrentAccount account;
    private final transient CategoryMappings mappings;
    private final transient MappingsInForce inForce;
    private final transient Retentions retentions;
    private final PickList list = new PickList();
    private final ApiKeysPane keys;
    private final WebhooksPane webhooks;
    private @Nullable CommunityId open;
    private boolean showsAll;

    CommunitiesView(
            Communities communities,
            ApiKeys apiKeys,
            CategoryMappings mappings,
            MappingsInForce inForce,
            Retentions retentions,
            Subscriptions subscriptions,
            Receivers receivers,
            Deliveries deliveries,
            WebhookSettings webhookSettings,
            CurrentAccount account) {
        super("Communities and keys");
        this.communities = communities;
        this.mappings = mappings;
        this.inForce = inForce;
        this.retentions = retentions;
        this.account = account;
        this.keys = new ApiKeysPane(apiKeys, account, this::rename, this::map, this::keep);
        this.webhooks = new WebhooksPane(subscriptions, receivers, deliveries, webhookSettings, account);
        addClassName("two-panes");
        Button create = Keys.button("N", "New community…");
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.addClickListener(click -> new NewCommunityDialog(communities, account, created -> {
                    show(created);
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
                new Key("O", "choose what OpenAI's categories are made of"),
                new Key("D", "choose how long contents are kept"),
                new Key("W", "create a webhook"),
                new Key("↑ ↓", "move among the communities"));
    }

    private void reload() {
        List<Community> all = communities.all();
        rest(Looks.count(all.size(), "community", "communities"));
        Community shown = showsAll
                ? null
                : all.stream()
                        .filter(each -> each.id().equals(open))
                        .findFirst()
                        .orElse(all.isEmpty() ? null : all.getFirst());
        open = shown == null ? null : shown.id();
        list.removeAll();
        all.forEach(this::add);
        add("All communities", "keys that administer", null);
        if (shown == null) {
            keys.showAll();
        } else {
            keys.show(shown);
        }
        webhooks.show(shown);
    }

    private void rename(Community community) {
        new RenameDialog(
                        community.name(),
                        name -> communities.rename(account.actor(), community.id(), community.editVersion(), name),
                        this::reload)
                .open();
    }

    private void show(@Nullable CommunityId chosen) {
        open = chosen;
        showsAll = chosen == null;
        reload();
    }

    private void map(Community community) {
        new CategoryMappingDialog(mappings, account, community, inForce.of(community.id()), this::reload).open();
    }

    private void keep(Community community) {
        retentions
                .of(community.id())
                .ifPresent(
                        present -> new RetentionDialog(retentions, account, community, present, this::reload).open());
    }

    private void add(Community community) {
        String facts =
                community.id() + " · policy " + community.policyVersion() + " · rules " + community.rulesVersion();
        add(community.name(), facts, community.id());
    }

    private void add(String title, String quiet, @Nullable CommunityId id) {
        list.add(
                id == null ? "*" : id.value(),
                title,
                Objects.equals(id, open),
                false,
                () -> show(id),
                Looks.quiet(quiet));
    }
}
