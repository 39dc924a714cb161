package io.moderato.delivery.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.Route;
import io.moderato.access.login.CurrentAccount;
import io.moderato.console.Confirm;
import io.moderato.console.ConsoleLayout;
import io.moderato.console.Key;
import io.moderato.console.Keys;
import io.moderato.console.Looks;
import io.moderato.console.Notices;
import io.moderato.console.Screen;
import io.moderato.delivery.store.DeadLetter;
import io.moderato.delivery.store.DeadLetters;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;

/** The records that the pipeline gave up on, with the cause, and the way to send them again. */
@Route(value = "dead-letters", layout = ConsoleLayout.class)
@RolesAllowed("ADMIN")
public class DeadLettersView extends Screen {
    private final transient DeadLetters deadLetters;
    private final transient CurrentAccount account;
    private final Grid<DeadLetter> grid = new Grid<>();
    private final Button all = Keys.button("R", "Send all again…");
    private final Div place = new Div();

    DeadLettersView(DeadLetters deadLetters, CurrentAccount account) {
        super("Dead letters");
        this.deadLetters = deadLetters;
        this.account = account;
        addClassName("page");
        place.addClassName("grow");
        Span lead = new Span(
                "Records that kept failing. Sending a record again puts it back on its topic unchanged; decisions that exist already stay.");
        lead.addClassName("lead");
        all.addClickListener(click -> askForAll());
        Div tools = new Div(lead, all);
        tools.addClassName("lead-line");
        grid.addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
        grid.addComponentColumn(letter -> Looks.ago(letter.failedAt()))
                .setHeader("When")
                .setWidth("8rem")
                .setFlexGrow(0);
        grid.addColumn(DeadLetter::cause).setHeader("Cause").setFlexGrow(1);
        grid.addColumn(letter -> letter.topic() + " / " + letter.partition() + " / " + letter.offset())
                .setHeader("Topic, partition, offset")
                .setWidth("13rem")
                .setFlexGrow(0);
        grid.addComponentColumn(this::state)
                .setHeader("State")
                .setWidth("15.5rem")
                .setFlexGrow(0);
        grid.setItemDetailsRenderer(new ComponentRenderer<>(DeadLettersView::payload));
        grid.setDetailsVisibleOnClick(false);
        grid.setSizeFull();
        grid.setItems(query -> deadLetters.list(query.getOffset(), query.getLimit()).stream());
        add(tools, place);
        refresh();
    }

    @Override
    public List<Key> keys() {
        return List.of(new Key("R", "send all again"));
    }

    private void refresh() {
        int waiting = deadLetters.waiting();
        rest(waiting + " waiting");
        all.setEnabled(waiting > 0);
        place.removeAll();
        place.add(
                deadLetters.list(0, 1).isEmpty()
                        ? Looks.empty("No dead letters", "Every record that came in was decided.")
                        : grid);
        grid.getDataProvider().refreshAll();
    }

    private Component state(DeadLetter letter) {
        Button payload = new Button("Payload", click -> grid.setDetailsVisible(letter, !grid.isDetailsVisible(letter)));
        payload.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        payload.setAriaLabel("Show or hide the payload");
        if (letter.replayedAt() != null) {
            String words = letter.sentAt() == null ? "to be sent again, by " : "sent again by ";
            return new Div(Looks.tag(words + letter.replayedBy()), payload);
        }
        Button again = new Button("Send again", click -> {
            if (Notices.attempt(() -> deadLetters.replay(account.actor(), letter.id()))) {
                Notices.done("It is sent again within seconds, or as soon as Kafka answers.");
            }
            refresh();
        });
        again.addThemeVariants(ButtonVariant.SMALL);
        Div buttons = new Div(again, payload);
        buttons.addClassName("line");
        return buttons;
    }

    /** The payload of a dead letter. It may hold a posted text, so it is shown only on request. */
    private static Component payload(DeadLetter letter) {
        Pre text = new Pre(letter.payload());
        text.addClassName("payload");
        return text;
    }

    private void askForAll() {
        int waiting = deadLetters.waiting();
        Confirm.ask(
                "Send " + Looks.count(waiting, "record", "records") + " again?",
                "They are decided anew, in their old order as far as possible. A record that fails again comes back here.",
                "Send all again",
                () -> {
                    Notices.attempt(
                            () -> Notices.done(Looks.count(deadLetters.replayAll(account.actor()), "record", "records")
                                    + " sent again within seconds, or as soon as Kafka answers."));
                    refresh();
                });
    }
}
