package io.moderato.rules.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.moderato.access.login.CurrentAccount;
import io.moderato.community.Community;
import io.moderato.console.CarefulDialog;
import io.moderato.console.Keys;
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
        FormLayout form = new FormLayout(name, kind, category, action);
        form.setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1));
        form.setWidth("24rem");
        form.getStyle().setMaxWidth("80vw");
        add(form);
        Button save = Keys.on(new Button("Create the list"), "ctrl+enter");
        save.addThemeVariants(ButtonVariant.PRIMARY);
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
        getFooter().add(leaveButton("Go back"), save);
    }

    private static <T> Select<T> select(String label, T[] items, T value) {
        Select<T> select = new Select<>();
        select.setLabel(label);
        select.setItems(items);
        select.setValue(value);
        return select;
    }
}
