package io.moderato.suggestion.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.server.streams.DownloadHandler;
import io.moderato.access.login.CurrentAccount;
import io.moderato.community.CommunityId;
import io.moderato.console.Confirm;
import io.moderato.console.Looks;
import io.moderato.console.Notices;
import io.moderato.suggestion.store.Adjudications;
import io.moderato.suggestion.store.OldSuggestions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** What an admin does with the suggestions of a community: take its labelled texts for training, and erase what is old. */
final class LabelsDialog extends Dialog {
    private static final int LONGEST_DAYS = 3650;

    private final transient Adjudications adjudications;
    private final transient OldSuggestions old;
    private final transient CurrentAccount account;
    private final transient Runnable erased;
    private final Select<CommunityId> community = new Select<>();
    private final Paragraph count = new Paragraph();
    private final Anchor download = new Anchor();

    LabelsDialog(Adjudications adjudications, OldSuggestions old, CurrentAccount account, Runnable erased) {
        super("Labels from suggestions");
        this.adjudications = adjudications;
        this.old = old;
        this.account = account;
        this.erased = erased;
        addClassName("account");
        community.setLabel("Community");
        community.setItems(account.communities());
        community.addValueChangeListener(change -> show());
        download.setText("Download the labelled texts");
        Div labels = new Div(count, download);
        labels.addClassName("stack");
        add(community, labels, erasing());
        getFooter().add(new Button("Close", click -> close()));
        community.setValue(account.communities().getFirst());
    }

    private void show() {
        int labelled = adjudications.labelled(community.getValue());
        count.setText(
                labelled == 0
                        ? "No suggestion was accepted here yet, so there is nothing to learn from."
                        : "%s that a moderator accepted, as a set to train with: JSON lines with our categories as labels. A handful changes a model for the worse; wait for some hundreds of a category, of both kinds."
                                .formatted(Looks.count(labelled, "text", "texts")));
        download.setVisible(labelled > 0);
        download.setHref(download(community.getValue()), AttachmentType.DOWNLOAD);
    }

    private DownloadHandler download(CommunityId of) {
        return event -> {
            event.setFileName("suggestions-" + of + ".jsonl");
            event.setContentType("application/x-ndjson");
            write(of, event);
        };
    }

    private void write(CommunityId of, DownloadEvent event) throws IOException {
        try (Writer lines =
                new BufferedWriter(new OutputStreamWriter(event.getOutputStream(), StandardCharsets.UTF_8))) {
            new LabelLines(adjudications).write(of, lines);
        }
    }

    private Div erasing() {
        IntegerField days = new IntegerField("Older than (days)");
        days.setMin(0);
        days.setMax(LONGEST_DAYS);
        days.setValue(90);
        days.setStepButtonsVisible(true);
        Button erase = new Button("Erase…", click -> {
            Integer age = days.getValue();
            if (age == null || days.isInvalid()) {
                Notices.problem("Say how many days old the suggestions are: 0 to %,d.".formatted(LONGEST_DAYS));
            } else {
                ask(age);
            }
        });
        erase.addThemeVariants(ButtonVariant.ERROR);
        Div line = new Div(days, erase);
        line.addClassName("form-line");
        return line;
    }

    private void ask(int days) {
        CommunityId of = community.getValue();
        Confirm.ask(
                "Erase suggestions of “%s”?".formatted(of),
                "All that came more than %s ago go with their texts, decided or not. Labels that you downloaded and error rates stay."
                        .formatted(Looks.count(days, "day", "days")),
                "Erase",
                () -> {
                    if (Notices.attempt(() -> Notices.done(Looks.count(
                                    old.erase(account.actor(), of, Instant.now().minus(Duration.ofDays(days))),
                                    "suggestion",
                                    "suggestions")
                            + " erased."))) {
                        show();
                        erased.run();
                    }
                });
    }
}
