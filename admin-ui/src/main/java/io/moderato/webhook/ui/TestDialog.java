package io.moderato.webhook.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.shared.Registration;
import io.moderato.access.store.Actor;
import io.moderato.community.CommunityId;
import io.moderato.webhook.store.Deliveries;
import io.moderato.webhook.store.Delivery;
import io.moderato.webhook.store.DeliveryState;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows what came of a test: the API sends it, so it takes a moment. */
final class TestDialog extends Dialog {
    private static final int LOOK_EVERY_MILLIS = 500;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final transient Deliveries deliveries;
    private final transient Actor admin;
    private final CommunityId community;
    private final long test;
    private final long since = System.nanoTime();
    private final Div result = new Div();
    private transient @Nullable Registration looking;

    /** A closed dialog about that delivery. */
    TestDialog(Deliveries deliveries, Actor admin, CommunityId community, long test, String name) {
        this.deliveries = deliveries;
        this.admin = admin;
        this.community = community;
        this.test = test;
        setHeaderTitle("Test of “" + name + "”");
        setWidth("30rem");
        result.addClassNames("stack", "test-result");
        result.getElement().setAttribute("aria-live", "polite");
        result.add(new Paragraph("On its way …"));
        Button close = new Button("Close", click -> close());
        close.setAutofocus(true);
        add(result);
        getFooter().add(close);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        UI ui = event.getUI();
        ui.setPollInterval(LOOK_EVERY_MILLIS);
        looking = ui.addPollListener(poll -> look(ui));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        stop(event.getUI());
        super.onDetach(event);
    }

    private void stop(UI ui) {
        if (looking != null) {
            looking.remove();
            looking = null;
            ui.setPollInterval(-1);
        }
    }

    private void look(UI ui) {
        Optional<Delivery> delivery = deliveries.find(admin, community, test);
        if (delivery.isPresent() && delivery.get().state() != DeliveryState.WAITING) {
            stop(ui);
            show(delivery.get());
        } else if (System.nanoTime() - since > LONG.toNanos()) {
            stop(ui);
            result.removeAll();
            result.add(
                    new Paragraph(
                            "Nothing was sent yet. Does a process run that delivers? It is sent as soon as one does, and stands among the deliveries."));
        }
    }

    private void show(Delivery delivery) {
        result.removeAll();
        result.add(Words.sign(delivery.state()));
        Delivery.Taken taken = delivery.taken();
        if (taken != null) {
            result.add(new Paragraph(
                    "The receiver took it with %d after %s.".formatted(taken.status(), Words.took(taken.took()))));
        } else {
            deliveries.attempts(admin, community, test).stream().findFirst().ifPresent(last -> {
                result.add(new Paragraph(last.words()));
                if (!last.answer().isBlank()) {
                    result.add(AttemptList.answer(last));
                }
            });
        }
    }
}
