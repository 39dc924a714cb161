package io.moderato.rules.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.moderato.access.login.CurrentAccount;
import io.moderato.console.Confirm;
import io.moderato.console.Keys;
import io.moderato.console.Looks;
import io.moderato.console.Notices;
import io.moderato.console.RenameDialog;
import io.moderato.rules.Blocklist;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.moderato.rules.store.Blocklists;
import io.moderato.rules.store.ImportOutcome;
import io.moderato.rules.store.Term;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows one blocklist: its action, and its terms, which are read from the database while the user scrolls. */
final class BlocklistPane extends Div {
    private final transient Blocklists blocklists;
    private final transient CurrentAccount account;
    private final transient Runnable changed;
    private final TextField search = new TextField();
    private final TextField addition = new TextField();
    private final Grid<Term> grid = new Grid<>();
    private final CallbackDataProvider<Term, Void> terms;
    private transient @Nullable Blocklist list;

    BlocklistPane(Blocklists blocklists, CurrentAccount account, Runnable changed) {
        this.blocklists = blocklists;
        this.account = account;
        this.changed = changed;
        addClassName("detail");
        search.setPlaceholder("Search the terms ( / )");
        search.setAriaLabel("Search the terms");
        search.setClearButtonVisible(true);
        search.setPrefixComponent(VaadinIcon.SEARCH.create());
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.getElement().setAttribute("data-focus", "/");
        addition.setMaxLength(500);
        addition.setValueChangeMode(ValueChangeMode.EAGER);
        addition.addKeyPressListener(com.vaadin.flow.component.Key.ENTER, press -> add());
        terms = DataProvider.fromCallbacks(
                query -> list == null
                        ? java.util.stream.Stream.empty()
                        : blocklists.terms(list.id(), search.getValue(), query.getPage(), query.getPageSize()).stream(),
                query -> list == null ? 0 : blocklists.count(list.id(), search.getValue()));
        search.addValueChangeListener(change -> terms.refreshAll());
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setDataProvider(terms);
        grid.addColumn(Term::text).setHeader("Term").setFlexGrow(1);
        grid.addColumn(Term::addedBy).setHeader("Added by").setWidth("9rem").setFlexGrow(0);
        grid.addComponentColumn(term -> Looks.ago(term.addedAt()))
                .setHeader("When")
                .setWidth("9rem")
                .setFlexGrow(0);
        grid.addComponentColumn(this::removeButton).setWidth("4rem").setFlexGrow(0);
        grid.setSizeFull();
    }

    /** Shows a list, or advice if there is none. */
    void show(@Nullable Blocklist shown) {
        list = shown;
        removeAll();
        if (shown == null) {
            add(Looks.empty(
                    "No blocklist yet",
                    "A blocklist catches words and patterns before the model is asked. Press N to create one."));
            return;
        }
        add(header(shown), tools(shown), grid);
        terms.refreshAll();
    }

    private Div header(Blocklist shown) {
        Checkbox enabled = new Checkbox("In force", shown.enabled());
        enabled.addValueChangeListener(change -> change(shown, shown.action(), change.getValue()));
        Select<RuleAction> action = new Select<>();
        action.setItems(RuleAction.values());
        action.setItemLabelGenerator(BlocklistsView::inWords);
        action.setAriaLabel("What a match does");
        action.setValue(shown.action());
        action.addValueChangeListener(change -> change(shown, change.getValue(), shown.enabled()));
        Button remove = new Button(
                "Remove the list…",
                click -> Confirm.ask(
                        "Remove “" + shown.name() + "”?",
                        "Its " + Looks.count(shown.terms(), "term goes", "terms go")
                                + " with it. Decisions that it made stay as they are.",
                        "Remove",
                        () -> edit(() -> blocklists.remove(account.actor(), shown.id(), shown.editVersion()))));
        remove.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        Button rename = new Button(
                "Rename…",
                click -> new RenameDialog(
                                shown.name(),
                                name -> blocklists.change(
                                        account.actor(),
                                        shown.id(),
                                        shown.editVersion(),
                                        name,
                                        shown.action(),
                                        shown.enabled()),
                                changed)
                        .open());
        rename.addThemeVariants(ButtonVariant.TERTIARY);
        H2 name = new H2(shown.name());
        Div header = new Div(
                name,
                Looks.chip(shown.category()),
                Looks.tag(shown.kind() == RuleKind.KEYWORD ? "words and phrases" : "patterns"),
                action,
                enabled,
                rename,
                remove);
        header.addClassName("detail-header");
        return header;
    }

    private void change(Blocklist shown, RuleAction action, boolean enabled) {
        edit(() -> blocklists.change(account.actor(), shown.id(), shown.editVersion(), shown.name(), action, enabled));
    }

    /** Makes the change, then shows the list as it is: with the change, or with what somebody else changed meanwhile. */
    private void edit(Runnable act) {
        Notices.attempt(act);
        changed.run();
    }

    private Div tools(Blocklist shown) {
        addition.setPlaceholder(
                shown.kind() == RuleKind.KEYWORD ? "A word or phrase" : "A pattern, such as \\bfree money\\b");
        addition.setAriaLabel("New term");
        Button add = new Button("Add", click -> add());
        Button more = Keys.button("I", "Import…");
        more.addClickListener(click -> new ImportDialog(shown, lines -> {
                    ImportOutcome outcome = blocklists.add(account.actor(), shown.id(), lines);
                    changed.run();
                    return outcome;
                })
                .open());
        Span gap = new Span();
        gap.addClassName("gap");
        Div tools = new Div(search, gap, addition, add, more);
        tools.addClassName("tools");
        return tools;
    }

    private void add() {
        Blocklist shown = list;
        if (shown == null || addition.getValue().isBlank()) {
            addition.focus();
            return;
        }
        Notices.attempt(() -> {
            ImportOutcome outcome = blocklists.add(account.actor(), shown.id(), List.of(addition.getValue()));
            if (!outcome.refused().isEmpty()) {
                Notices.problem(
                        "Not added: the term " + outcome.refused().getFirst().replaceFirst("line 1: ", "") + ".");
                return;
            }
            addition.clear();
            changed.run();
            Notices.done(inWords(outcome));
        });
        addition.focus();
    }

    private static String inWords(ImportOutcome outcome) {
        if (outcome.added() == 0) {
            return "It was there already.";
        }
        return outcome.costly().isEmpty()
                ? "Added. It counts from the next decision on."
                : "Added. After each match this pattern looks for a longer one, so in a very long text the search may not finish."
                        + " Such a text counts as not fully examined.";
    }

    private Button removeButton(Term term) {
        Button remove = new Button(VaadinIcon.CLOSE_SMALL.create(), click -> {
            Blocklist shown = list;
            if (shown != null) {
                Notices.attempt(() -> {
                    blocklists.removeTerm(account.actor(), shown.id(), term.id());
                    changed.run();
                });
            }
        });
        remove.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        remove.setAriaLabel("Remove " + term.text());
        return remove;
    }
}
