package io.moderato.rules.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import io.moderato.access.login.CurrentAccount;
import io.moderato.community.Community;
import io.moderato.community.store.Communities;
import io.moderato.console.CommunityChoice;
import io.moderato.console.ConsoleLayout;
import io.moderato.console.Key;
import io.moderato.console.Keys;
import io.moderato.console.Looks;
import io.moderato.console.PickList;
import io.moderato.console.Screen;
import io.moderato.rules.Blocklist;
import io.moderato.rules.RuleAction;
import io.moderato.rules.store.Blocklists;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The blocklists of a community at the left, the terms of one of them at the right. */
@Route(value = "blocklists", layout = ConsoleLayout.class)
@RolesAllowed("ADMIN")
public class BlocklistsView extends Screen {
    private final transient Blocklists blocklists;
    private final transient CurrentAccount account;
    private final PickList lists = new PickList();
    private final BlocklistPane pane;
    private transient @Nullable Community community;
    private @Nullable UUID open;

    BlocklistsView(Blocklists blocklists, Communities communities, CurrentAccount account) {
        super("Blocklists");
        this.blocklists = blocklists;
        this.account = account;
        this.pane = new BlocklistPane(blocklists, account, this::reload);
        addClassName("two-panes");
        Button create = Keys.button("N", "New list…");
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.addClickListener(click -> {
            Community here = community;
            if (here != null) {
                new NewBlocklistDialog(blocklists, account, here, created -> {
                            open = created.id();
                            reload();
                        })
                        .open();
            }
        });
        Div left = new Div(new CommunityChoice(communities.all(), account.communities(), this::load), create, lists);
        left.addClassName("pick");
        add(left, pane);
    }

    @Override
    public List<Key> keys() {
        return List.of(
                new Key("N", "create a list"),
                new Key("↑ ↓", "move among the lists"),
                new Key("I", "import terms"),
                new Key("/", "search the terms"));
    }

    private void load(Community chosen) {
        community = chosen;
        open = null;
        reload();
    }

    private void reload() {
        Community here = community;
        if (here == null) {
            return;
        }
        List<Blocklist> all = blocklists.of(here.id());
        rest(Looks.count(all.size(), "list", "lists") + ", "
                + Looks.count(all.stream().mapToLong(Blocklist::terms).sum(), "term", "terms"));
        Blocklist shown = all.stream()
                .filter(list -> list.id().equals(open))
                .findFirst()
                .orElse(all.isEmpty() ? null : all.getFirst());
        open = shown == null ? null : shown.id();
        lists.removeAll();
        all.forEach(this::add);
        pane.show(shown);
    }

    private void add(Blocklist list) {
        Div facts = new Div(Looks.chip(list.category()), Looks.tag(inWords(list.action())));
        facts.addClassName("line");
        lists.add(
                list.id().toString(),
                list.name(),
                list.id().equals(open),
                !list.enabled(),
                () -> {
                    open = list.id();
                    reload();
                },
                facts,
                Looks.quiet(Looks.count(list.terms(), "term", "terms") + (list.enabled() ? "" : " · not in force")));
    }

    static String inWords(RuleAction action) {
        return switch (action) {
            case REJECT -> "rejects";
            case REVIEW -> "brings to review";
            case MODIFY -> "masks";
        };
    }
}
