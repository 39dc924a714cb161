package io.moderato.community.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.IntegerField;
import io.moderato.access.login.CurrentAccount;
import io.moderato.community.Community;
import io.moderato.console.CarefulDialog;
import io.moderato.console.Notices;
import io.moderato.retention.store.ChosenTimes;
import io.moderato.retention.store.KeepTimes;
import io.moderato.retention.store.Retentions;
import org.jspecify.annotations.Nullable;

/** How long a community keeps its contents. */
final class RetentionDialog extends CarefulDialog {
    RetentionDialog(
            Retentions retentions, CurrentAccount account, Community community, ChosenTimes present, Runnable saved) {
        KeepTimes usual = retentions.usual();
        KeepTimes own = present.times();
        setHeaderTitle("How long " + community.name() + " keeps contents");
        setWidth("33rem");
        IntegerField approved = days("Approved, and no human said anything", own.approved(), usual.approved());
        IntegerField restricted =
                days("Restricted: at least as long as authors may appeal", own.restricted(), usual.restricted());
        IntegerField labelled = days("With a label by a human", own.labelled(), usual.labelled());
        add(
                new Paragraph(
                        "Times begin with the last thing that happened to a content. Then it goes with its decisions, cases and reports. What waits for a decision, a moderator or an answer to an appeal is always kept."));
        addForm("30rem", approved, restricted, labelled);
        Button save = leaveOr("Close", "Save");
        save.addClickListener(click -> Notices.attempt(() -> {
            KeepTimes chosen = new KeepTimes(approved.getValue(), restricted.getValue(), labelled.getValue());
            retentions.choose(account.actor(), community.id(), present.editVersion(), chosen);
            close();
            saved.run();
            Notices.done("In force; what is over is deleted within the hour.");
        }));
    }

    private static IntegerField days(String label, @Nullable Integer own, @Nullable Integer usual) {
        IntegerField field = new IntegerField(label);
        field.setValue(own);
        field.setPlaceholder("usual: " + usual);
        field.setSuffixComponent(new Div("days"));
        field.setMin(1);
        field.setMax(KeepTimes.MOST);
        field.setClearButtonVisible(true);
        field.setWidthFull();
        return field;
    }
}
