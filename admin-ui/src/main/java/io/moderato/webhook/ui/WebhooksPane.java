package io.moderato.webhook.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import io.moderato.access.login.CurrentAccount;
import io.moderato.community.Community;
import io.moderato.console.Confirm;
import io.moderato.console.Keys;
import io.moderato.console.Looks;
import io.moderato.console.Notices;
import io.moderato.decision.Outcome;
import io.moderato.event.EventType;
import io.moderato.webhook.store.Deliveries;
import io.moderato.webhook.store.ReceiverHealth;
import io.moderato.webhook.store.Receivers;
import io.moderato.webhook.store.Subscription;
import io.moderato.webhook.store.Subscriptions;
import io.moderato.webhook.store.WebhookSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The webhooks of one community. */
public final class WebhooksPane extends Div {
    private final transient Subscriptions subscriptions;
    private final transient Receivers receivers;
    private final transient Deliveries deliveries;
    private final transient WebhookSettings settings;
    private final transient CurrentAccount account;
    private final Grid<Subscription> grid = new Grid<>();
    private transient Map<UUID, ReceiverHealth> health = Map.of();
    private transient @Nullable Community shown;

    /** An empty pane. */
    public WebhooksPane(
            Subscriptions subscriptions,
            Receivers receivers,
            Deliveries deliveries,
            WebhookSettings settings,
            CurrentAccount account) {
        this.subscriptions = subscriptions;
        this.receivers = receivers;
        this.deliveries = deliveries;
        this.settings = settings;
        this.account = account;
        addClassName("detail");
        grid.addThemeVariants(GridVariant.NO_BORDER, GridVariant.WRAP_CELL_CONTENT);
        grid.addComponentColumn(WebhooksPane::receiver)
                .setHeader("Receiver")
                .setWidth("9rem")
                .setFlexGrow(3);
        grid.addComponentColumn(WebhooksPane::events)
                .setHeader("Is told of")
                .setWidth("7.5rem")
                .setFlexGrow(1);
        grid.addComponentColumn(this::state)
                .setHeader("State")
                .setWidth("7.5rem")
                .setFlexGrow(1);
        grid.addComponentColumn(this::acts).setWidth("9.5rem").setFlexGrow(0);
        grid.setSizeFull();
    }

    /** Shows the webhooks of a community. */
    public void show(@Nullable Community community) {
        shown = community;
        removeAll();
        if (community == null) {
            add(Looks.empty("No community yet", "Press N to create one."));
            return;
        }
        Button create = Keys.button("W", "New webhook…");
        create.addClickListener(click -> SubscriptionDialog.create(
                        terms -> subscriptions.create(account.actor(), community.id(), terms), () -> show(community))
                .open());
        Span gap = new Span();
        gap.addClassName("gap");
        Div header = new Div(new H2("Webhooks of " + community.name()), gap, create);
        header.addClassName("detail-header");
        List<Subscription> all = load(community);
        add(
                header,
                all.isEmpty()
                        ? Looks.empty(
                                "No webhook yet",
                                "A webhook tells one of your services what was decided here, as it happens. Press W to create one.")
                        : grid);
    }

    private List<Subscription> load(Community community) {
        List<Subscription> all = subscriptions.of(account.actor(), community.id());
        health = receivers.health(all.stream().map(Subscription::id).toList());
        grid.setItems(all);
        return all;
    }

    private static Div receiver(Subscription subscription) {
        Span name = new Span(subscription.terms().name());
        name.addClassName("strong");
        Span url = Looks.quiet(subscription.terms().url());
        url.addClassName("address");
        Div lines = new Div(name, url);
        lines.addClassName("lines");
        return lines;
    }

    private static Div events(Subscription subscription) {
        int wanted = subscription.terms().types().size();
        Span events = new Span(
                wanted == EventType.values().length
                        ? "Everything"
                        : subscription.terms().types().stream()
                                .sorted()
                                .map(type -> Words.event(type.key()))
                                .collect(Collectors.joining(", ")));
        Div lines = new Div(events);
        lines.addClassName("lines");
        if (subscription.terms().withTexts()) {
            lines.add(Looks.tag("with texts"));
        }
        return lines;
    }

    private Div state(Subscription subscription) {
        ReceiverHealth now = health.getOrDefault(subscription.id(), ReceiverHealth.GOOD);
        Instant failingSince = now.failingSince();
        Div lines = new Div();
        lines.addClassName("lines");
        if (!subscription.enabled()) {
            lines.add(Looks.tag("disabled"), Looks.quiet(String.valueOf(subscription.disabledBecause())));
        } else if (failingSince != null) {
            lines.add(Looks.outcome("Failing", Outcome.REJECT), Looks.quiet("since " + Looks.agoText(failingSince)));
        } else {
            lines.add(Looks.outcome("In force", Outcome.APPROVE));
        }
        Instant oldUntil = subscription.previousSecretUntil();
        if (oldUntil != null) {
            Duration left = Duration.between(Instant.now(), oldUntil);
            lines.add(Looks.quiet("old secret good for " + Looks.length(left)));
        }
        return lines;
    }

    private Component acts(Subscription subscription) {
        Button test = new Button("Test", click -> test(subscription));
        test.addThemeVariants(ButtonVariant.SMALL);
        test.setEnabled(subscription.enabled());
        test.setAriaLabel("Test " + subscription.terms().name());
        MenuBar more = new MenuBar();
        more.addThemeVariants(MenuBarVariant.TERTIARY, MenuBarVariant.SMALL);
        var root = more.addItem(VaadinIcon.ELLIPSIS_DOTS_H.create());
        root.setAriaLabel("More for " + subscription.terms().name());
        SubMenu menu = root.getSubMenu();
        menu.addItem(
                "Change…",
                click -> SubscriptionDialog.change(
                                subscription.terms(),
                                terms -> subscriptions.change(
                                        account.actor(),
                                        subscription.community(),
                                        subscription.id(),
                                        subscription.editVersion(),
                                        terms),
                                this::reload)
                        .open());
        menu.addItem(
                "New secret…",
                click -> new RotateDialog(
                                subscription.terms().name(),
                                overlap -> subscriptions.rotate(
                                        account.actor(),
                                        subscription.community(),
                                        subscription.id(),
                                        subscription.editVersion(),
                                        overlap),
                                this::reload)
                        .open());
        if (subscription.enabled()) {
            menu.addItem("Disable…", click -> askToDisable(subscription));
        } else {
            menu.addItem(
                    "Enable",
                    click -> act(
                            () -> subscriptions.enable(
                                    account.actor(),
                                    subscription.community(),
                                    subscription.id(),
                                    subscription.editVersion()),
                            "Events are collected again. What waited is sent first."));
        }
        menu.addItem("Delete…", click -> askToDelete(subscription));
        Div line = new Div(test, more);
        line.addClassName("line");
        return line;
    }

    private void test(Subscription subscription) {
        Notices.attempt(() -> {
            long test = deliveries.test(account.actor(), subscription.community(), subscription.id());
            new TestDialog(
                            deliveries,
                            account.actor(),
                            subscription.community(),
                            test,
                            subscription.terms().name())
                    .open();
        });
    }

    private void askToDisable(Subscription subscription) {
        Confirm.ask(
                "Disable “" + subscription.terms().name() + "”?",
                "Nothing is sent any more, and what happens from now on is not collected. What waits already stays for %s, in case that you enable it again."
                        .formatted(Looks.length(settings.keepDisabled())),
                "Disable",
                () -> act(
                        () -> subscriptions.disable(
                                account.actor(),
                                subscription.community(),
                                subscription.id(),
                                subscription.editVersion()),
                        "The webhook is disabled."));
    }

    private void askToDelete(Subscription subscription) {
        Confirm.ask(
                "Delete “" + subscription.terms().name() + "”?",
                "What waits for it is not sent any more, and its deliveries are removed from the list. This cannot be taken back.",
                "Delete",
                () -> act(
                        () -> subscriptions.delete(
                                account.actor(),
                                subscription.community(),
                                subscription.id(),
                                subscription.editVersion()),
                        "The webhook is deleted."));
    }

    private void act(Runnable act, String done) {
        if (Notices.attempt(act)) {
            Notices.done(done);
        }
        reload();
    }

    private void reload() {
        show(shown);
    }
}
