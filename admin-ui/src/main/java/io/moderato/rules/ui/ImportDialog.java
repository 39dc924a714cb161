package io.moderato.rules.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import io.moderato.console.CarefulDialog;
import io.moderato.console.Looks;
import io.moderato.console.Notices;
import io.moderato.rules.Blocklist;
import io.moderato.rules.store.ImportOutcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** Takes many terms at once, pasted or from a file, and then says how many were added, were there already or were refused. */
final class ImportDialog extends CarefulDialog {
    private static final int LARGEST_FILE = 5 * 1024 * 1024;
    private static final int LINES_SHOWN = 20;

    private final transient Function<List<String>, ImportOutcome> take;
    private final TextArea pasted = new TextArea("One term a line");
    private final Button save = leaveOr("Close", "Import");

    ImportDialog(Blocklist list, Function<List<String>, ImportOutcome> take) {
        this.take = take;
        setHeaderTitle("Import into “" + list.name() + "”");
        addClassName("import");
        pasted.setHelperText("Empty lines and lines that start with # are passed over. What is there already stays.");
        pasted.setWidthFull();
        pasted.setHeight("14rem");
        pasted.setAutofocus(true);
        UI ui = UI.getCurrent();
        Upload upload = new Upload(UploadHandler.inMemory(
                (metadata, data) -> ui.access(() -> pasted.setValue(new String(data, StandardCharsets.UTF_8)))));
        upload.setMaxFiles(1);
        upload.setMaxFileSize(LARGEST_FILE);
        upload.setAcceptedFileTypes("text/plain", ".txt", ".csv");
        upload.addFileRejectedListener(rejected ->
                Notices.problem("This file cannot be read: a text file of at most 5 MB can. Nothing was imported."));
        upload.setDropLabel(new Span("or drop a text file here"));
        upload.setWidthFull();
        save.addClickListener(click -> Notices.attempt(
                () -> show(this.take.apply(pasted.getValue().lines().toList()))));
        add(pasted, upload);
    }

    private void show(ImportOutcome outcome) {
        removeAll();
        save.setVisible(false);
        Div summary = new Div(new Paragraph(Looks.count(outcome.added(), "term was", "terms were") + " added, "
                + Looks.count(outcome.duplicate(), "was", "were") + " there already, "
                + Looks.count(outcome.refused().size(), "line was", "lines were")
                + " not taken."));
        summary.addClassName("import-summary");
        if (!outcome.refused().isEmpty()) {
            UnorderedList refused = new UnorderedList();
            outcome.refused().stream().limit(LINES_SHOWN).map(ListItem::new).forEach(refused::add);
            summary.add(refused);
            if (outcome.refused().size() > LINES_SHOWN) {
                summary.add(new Paragraph("and " + (outcome.refused().size() - LINES_SHOWN) + " more."));
            }
        }
        if (!outcome.costly().isEmpty()) {
            UnorderedList costly = new UnorderedList();
            outcome.costly().stream().limit(LINES_SHOWN).map(ListItem::new).forEach(costly::add);
            summary.add(
                    new Paragraph(Looks.count(outcome.costly().size(), "pattern looks", "patterns look")
                            + " for a longer match after each match. In a very long text such a search may not finish,"
                            + " and the text then counts as not fully examined:"),
                    costly);
        }
        add(summary);
    }
}
