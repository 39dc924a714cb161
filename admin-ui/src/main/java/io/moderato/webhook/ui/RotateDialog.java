package io.moderato.webhook.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import io.moderato.console.Notices;
import io.moderato.console.SecretDialog;
import io.moderato.webhook.store.NewSecret;
import java.time.Duration;
import java.util.function.Function;

/** Asks how long the old secret goes on, makes another one and shows it once. */
final class RotateDialog extends SecretDialog {
    /**
     * A closed dialog.
     *
     * @param name   of the webhook
     * @param rotate makes the secret, or fails with a problem
     * @param reload shows what is there now
     */
    RotateDialog(String name, Function<Duration, NewSecret> rotate, Runnable reload) {
        super("secret");
        setHeaderTitle("New secret for “" + name + "”");
        RadioButtonGroup<Overlap> overlap = new RadioButtonGroup<>("The old secret");
        overlap.setItems(Overlap.values());
        overlap.setItemLabelGenerator(each -> each.words);
        overlap.setValue(Overlap.A_DAY);
        Paragraph why = new Paragraph(
                "While both are good, every call carries a signature of each. Give the new one to the receiver before the old one ends.");
        why.getStyle().setMaxWidth("26rem");
        Button save = leaveOr("Close", "Make the secret");
        save.addClickListener(click -> {
            Notices.attempt(() -> {
                NewSecret made = rotate.apply(overlap.getValue().time);
                save.setVisible(false);
                show("The new secret of “" + name + "”", made.secret().text());
            });
            reload.run();
        });
        Div form = new Div(why, overlap);
        form.addClassName("stack");
        add(form);
    }

    private enum Overlap {
        NONE("ends now: it leaked", Duration.ZERO),
        AN_HOUR("is good for another hour", Duration.ofHours(1)),
        A_DAY("is good for another 24 hours", Duration.ofHours(24)),
        A_WEEK("is good for another 7 days", Duration.ofDays(7));

        private final String words;
        private final Duration time;

        Overlap(String words, Duration time) {
            this.words = words;
            this.time = time;
        }
    }
}
