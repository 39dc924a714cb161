package io.moderato.community.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.moderato.access.login.CurrentAccount;
import io.moderato.access.store.ApiKey;
import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Scope;
import io.moderato.community.Community;
import io.moderato.console.Confirm;
import io.moderato.console.Keys;
import io.moderato.console.Looks;
import io.moderato.console.Notices;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The keys of one community, or those that administer all. */
final class ApiKeysPane extends Div {
    private final transient ApiKeys keys;
    private final transient CurrentAccount account;
    private final transient Consumer<Community> rename;
    private final transient Consumer<Community> map;
    private final transient Consumer<Community> keep;
    private final Grid<ApiKey> grid = new Grid<>();

    ApiKeysPane(
            ApiKeys keys,
            CurrentAccount account,
            Consumer<Community> rename,
            Consumer<Community> map,
            Consumer<Community> keep) {
        this.keys = keys;
        this.account = account;
        this.rename = rename;
        this.map = map;
        this.keep = keep;
        addClassName("detail");
        grid.addThemeVariants(GridVariant.NO_BORDER, GridVariant.WRAP_CELL_CONTENT);
        grid.addComponentColumn(key -> lines(key.name(), key.prefix() + "…"))
                .setHeader("Name")
                .setFlexGrow(1);
        grid.addComponentColumn(key ->
                        lines(key.scopes().stream().map(Scope::key).sorted().toArray(String[]::new)))
                .setHeader("May do")
                .setWidth("8.5rem")
                .setFlexGrow(0);
        grid.addComponentColumn(key -> lines(
                        "%,d / min".formatted(key.ratePerMinute()),
                        key.lastUsedAt() == null ? "never used" : "used " + Looks.agoText(key.lastUsedAt())))
                .setHeader("Rate and use")
                .setWidth("8.5rem")
                .setFlexGrow(0);
        grid.addComponentColumn(this::state).setWidth("7rem").setFlexGrow(0);
        grid.setSizeFull();
    }

    private static Div lines(String... lines) {
        Div all = new Div();
        for (String line : lines) {
            all.add(new Div(line));
        }
        return all;
    }

    /** Shows the keys of a community. */
    void show(Community community) {
        Button other = new Button("Rename…", click -> rename.accept(community));
        other.addThemeVariants(ButtonVariant.TERTIARY);
        Button retention = Keys.button("D", "Retention…");
        retention.addThemeVariants(ButtonVariant.TERTIARY);
        retention.addClickListener(click -> keep.accept(community));
        Button mapping = Keys.button("O", "OpenAI categories…");
        mapping.addThemeVariants(ButtonVariant.TERTIARY);
        mapping.addClickListener(click -> map.accept(community));
        show(
                header(community.name(), List.of(retention, mapping, other), community, () -> show(community)),
                keys.of(community.id()),
                "A service needs a key to send content here. Press K to create one.");
    }

    /** Shows the keys that administer all communities. */
    void showAll() {
        show(
                header("all communities", List.of(), null, this::showAll),
                keys.of(null),
                "Programs that administer all communities, such as ./moderato apply, need a key. Press K to create one.");
    }

    private Div header(String whose, List<Button> others, @Nullable Community community, Runnable created) {
        Button create = Keys.button("K", "New key…");
        create.addClickListener(click -> new NewApiKeyDialog(keys, account, community, created).open());
        Span gap = new Span();
        gap.addClassName("gap");
        Div header = new Div(new H2("Keys of " + whose), gap);
        others.forEach(header::add);
        header.add(create);
        header.addClassName("detail-header");
        return header;
    }

    private void show(Div header, List<ApiKey> all, String advice) {
        removeAll();
        grid.setItems(all);
        add(header, all.isEmpty() ? Looks.empty("No key yet", advice) : grid);
    }

    private Component state(ApiKey key) {
        if (key.revokedAt() != null) {
            return Looks.tag("revoked");
        }
        Button revoke = new Button(
                "Revoke…",
                click -> Confirm.ask(
                        "Revoke “" + key.name() + "”?",
                        "Services that still use it are refused from now on. A revoked key cannot be used again.",
                        "Revoke",
                        () -> Notices.attempt(() -> {
                            keys.revoke(account.actor(), key.id());
                            grid.setItems(keys.of(key.only()));
                            Notices.done("The key is revoked and does not work any more.");
                        })));
        revoke.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL, ButtonVariant.ERROR);
        return revoke;
    }
}
