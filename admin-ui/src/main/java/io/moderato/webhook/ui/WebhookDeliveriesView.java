package io.moderato.webhook.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.Route;
import io.moderato.access.login.CurrentAccount;
import io.moderato.community.Community;
import io.moderato.community.CommunityId;
import io.moderato.community.store.Communities;
import io.moderato.console.CommunityChoice;
import io.moderato.console.Confirm;
import io.moderato.console.ConsoleLayout;
import io.moderato.console.Key;
import io.moderato.console.Keys;
import io.moderato.console.Looks;
import io.moderato.console.Notices;
import io.moderato.console.Screen;
import io.moderato.webhook.store.Deliveries;
import io.moderato.webhook.store.Delivery;
import io.moderato.webhook.store.DeliveryState;
import io.moderato.webhook.store.Subscription;
import io.moderato.webhook.store.Subscriptions;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What went out to the receivers of a community, what waits, and what failed, with each call and the way to send it again. */
@Route(value = "webhook-deliveries", layout = ConsoleLayout.class)
@RolesAllowed("ADMIN")
public class WebhookDeliveriesView extends Screen {
    private static final int COUNTED = 10_000;

    private final transient Subscriptions subscriptions;
    private final transient Deliveries deliveries;
    private final transient CurrentAccount account;
    private final Grid<Delivery> grid = new Grid<>();
    private final Select<Subscription> webhook = new Select<>();
    private final Select<DeliveryState> state = new Select<>();
    private final Button all = Keys.button("R", "Send all failed again…");
    private final Div place = new Div();
    private @Nullable CommunityId community;

    WebhookDeliveriesView(
            Communities communities, Subscriptions subscriptions, Deliveries deliveries, CurrentAccount account) {
        super("Webhook deliveries");
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.account = account;
        addClassName("page");
        place.addClassName("grow");
        webhook.setLabel("Webhook");
        webhook.setEmptySelectionAllowed(true);
        webhook.setEmptySelectionCaption("All");
        webhook.setItemLabelGenerator(
                each -> each == null ? "All" : each.terms().name());
        webhook.addValueChangeListener(change -> {
            // another community's webhooks take the chosen one away: then the view is shown anew anyway
            if (change.isFromClient()) {
                refresh();
            }
        });
        state.setLabel("State");
        state.setEmptySelectionAllowed(true);
        state.setEmptySelectionCaption("All");
        state.setItems(DeliveryState.values());
        state.setItemLabelGenerator(each -> each == null ? "All" : Words.state(each));
        state.addValueChangeListener(change -> refresh());
        all.addClickListener(click -> askForAll());
        Button again = Keys.button("L", "Look again");
        again.addThemeVariants(ButtonVariant.TERTIARY);
        again.addClickListener(click -> refresh());
        Span gap = new Span();
        gap.addClassName("gap");
        CommunityChoice choice = new CommunityChoice(communities.all(), account.communities(), this::show);
        Div tools = new Div(choice, webhook, state, gap, again, all);
        tools.addClassNames("tools", "tools-bottom");
        columns();
        add(tools, place);
    }

    private void columns() {
        grid.addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
        grid.addComponentColumn(delivery -> Looks.ago(delivery.eventAt()))
                .setHeader("When")
                .setWidth("6.5rem")
                .setFlexGrow(0);
        grid.addColumn(delivery -> Words.event(delivery.type()))
                .setHeader("Event")
                .setWidth("9.5rem")
                .setFlexGrow(0);
        grid.addColumn(Delivery::name).setHeader("Webhook").setWidth("9rem").setFlexGrow(1);
        grid.addComponentColumn(WebhookDeliveriesView::outcome)
                .setHeader("State")
                .setWidth("14rem")
                .setFlexGrow(2);
        grid.addComponentColumn(this::acts).setWidth("12.5rem").setFlexGrow(0);
        grid.setItemDetailsRenderer(new ComponentRenderer<>(
                delivery -> new AttemptList(delivery, deliveries.attempts(account.actor(), shown(), delivery.id()))));
        grid.setDetailsVisibleOnClick(false);
        grid.setSizeFull();
        grid.setItems(query -> deliveries
                .list(
                        shown(),
                        webhook.getOptionalValue().map(Subscription::id).orElse(null),
                        state.getValue(),
                        query.getOffset(),
                        query.getLimit())
                .stream());
    }

    @Override
    public List<Key> keys() {
        return List.of(new Key("L", "look again"), new Key("R", "send all again that failed"));
    }

    private CommunityId shown() {
        return Objects.requireNonNull(community);
    }

    private void show(Community chosen) {
        community = chosen.id();
        webhook.setItems(subscriptions.of(account.actor(), chosen.id()));
        refresh();
    }

    private void refresh() {
        if (community == null) {
            return;
        }
        int waiting = deliveries.count(community, DeliveryState.WAITING, COUNTED);
        int failed = deliveries.count(community, DeliveryState.DEAD, COUNTED);
        rest(counted(waiting) + " waiting, " + counted(failed) + " failed");
        all.setEnabled(failed > 0);
        boolean nothing = webhook.isEmpty()
                && state.isEmpty()
                && deliveries.list(community, null, null, 0, 1).isEmpty();
        place.removeAll();
        place.add(
                nothing
                        ? Looks.empty(
                                "Nothing to deliver yet",
                                "What happens in this community stands here as soon as a webhook is told of it. Webhooks are created under Communities & keys.")
                        : grid);
        grid.getDataProvider().refreshAll();
    }

    private static String counted(int count) {
        return count == COUNTED ? "at least %,d".formatted(count) : "%,d".formatted(count);
    }

    private static Div outcome(Delivery delivery) {
        Div lines = new Div(Words.sign(delivery.state()), Looks.quiet(words(delivery)));
        lines.addClassName("lines");
        return lines;
    }

    private static String words(Delivery delivery) {
        Delivery.Taken taken = delivery.taken();
        if (taken != null) {
            return "with %d in %s".formatted(taken.status(), Words.took(taken.took()));
        }
        String last = delivery.lastWords();
        if (delivery.state() == DeliveryState.WAITING) {
            return last == null ? "not tried yet" : last + " " + next(delivery);
        }
        return last == null ? "" : last;
    }

    private static String next(Delivery delivery) {
        Duration until = Duration.between(Instant.now(), delivery.nextAt());
        return until.toSeconds() < 60 ? "Tried again soon." : "Tried again in " + Looks.length(until) + ".";
    }

    private Component acts(Delivery delivery) {
        Button calls = new Button("Calls", click -> grid.setDetailsVisible(delivery, !grid.isDetailsVisible(delivery)));
        calls.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        calls.setAriaLabel("Show or hide the calls");
        Div line = new Div(calls);
        line.addClassName("line");
        if (delivery.state() == DeliveryState.DEAD && !delivery.isTest()) {
            Button again = new Button("Send again", click -> {
                if (Notices.attempt(() -> deliveries.replay(account.actor(), shown(), delivery.id()))) {
                    Notices.done("It is sent again within seconds.");
                }
                refresh();
            });
            again.addThemeVariants(ButtonVariant.SMALL);
            line.addComponentAsFirst(again);
        }
        return line;
    }

    private void askForAll() {
        UUID one = webhook.getOptionalValue().map(Subscription::id).orElse(null);
        Confirm.ask(
                "Send all again that failed?",
                (one == null ? "For all enabled webhooks of this community" : "For the chosen webhook")
                        + ", in their old order. What happened to a content later was told already, so its receiver may see an old event after a newer one.",
                "Send all again",
                () -> {
                    Notices.attempt(() -> Notices.done(
                            Looks.count(deliveries.replayAll(account.actor(), shown(), one), "delivery", "deliveries")
                                    + " sent again within seconds."));
                    refresh();
                });
    }
}
