package io.moderato.rules.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.moderato.access.login.CurrentAccount;
import io.moderato.community.Community;
import io.moderato.console.CarefulDialog;
import io.moderato.console.Notices;
import io.moderato.decision.Category;
import io.moderato.rules.Blocklist;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.moderato.rules.store.Blocklists;
import java.util.function.Consumer;

/** Asks for the data of a new, empty blocklist. */
final class NewBlocklistDialog extends CarefulDialog {
    NewBlocklistDialog(
            Blocklists blocklists, CurrentAccount account, Community community, Consumer<Blocklist> created) {
        setHeaderTitle("New blocklist in " + community.name());
        TextField name = new TextField("Name");
        name.setHelperText("Decisions name it");
        name.setMaxLength(100);
        name.setAutofocus(true);
        Select<RuleKind> kind = select("Its terms are", RuleKind.values(), RuleKind.KEYWORD);
        kind.setItemLabelGenerator(each -> switch (each) {
            case KEYWORD -> "words and phrases";
            case PATTERN -> "patterns (RE2 syntax)";
        });
        Select<Category> category = select("A match means", Category.values(), Category.INSULT);
        category.setItemLabelGenerator(Category::words);
        Select<RuleAction> action = select("A match", RuleAction.values(), RuleAction.REVIEW);
        action.setItemLabelGenerator(BlocklistsView::inWords);
        addForm("24rem", name, kind, category, action);
        Button save = leaveOr("Go back", "Create the list");
        save.addClickListener(click -> Notices.attempt(() -> {
            Blocklist list = blocklists.create(
                    account.actor(),
                    community.id(),
                    name.getValue().strip(),
                    kind.getValue(),
                    category.getValue(),
                    action.getValue());
            close();
            created.accept(list);
            Notices.done("The list is there. Add terms to it.");
        }));
    }

    private static <T> Select<T> select(String label, T[] items, T value) {
        Select<T> select = new Select<>();
        select.setLabel(label);
        select.setItems(items);
        select.setValue(value);
        return select;
    }
}
