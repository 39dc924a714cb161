package io.moderato.suggestion.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import io.moderato.access.login.CurrentAccount;
import io.moderato.access.store.Role;
import io.moderato.console.ConsoleLayout;
import io.moderato.console.Key;
import io.moderato.console.Keys;
import io.moderato.console.Looks;
import io.moderato.console.Screen;
import io.moderato.console.Turn;
import io.moderato.problem.ProblemException;
import io.moderato.suggestion.store.Adjudications;
import io.moderato.suggestion.store.OldSuggestions;
import io.moderato.suggestion.store.Suggestion;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The scores that clients suggest, one after the other: accepted ones become labels, refused ones nothing. */
@Route(value = "suggestions", layout = ConsoleLayout.class)
@RolesAllowed({"ADMIN", "MODERATOR"})
public class SuggestionsView extends Screen {
    private static final int LIST_LENGTH = 100;

    private final transient Adjudications adjudications;
    private final transient CurrentAccount account;
    private final transient Turn turn = new Turn(this);
    private final SuggestionList list = new SuggestionList(this::open);
    private final SuggestionPane pane = new SuggestionPane();
    private final Div banner = new Div();
    private final Button accept = Keys.button("A", "Accept");
    private final Button refuse = Keys.button("R", "Refuse");
    private final Button skip = Keys.button("S", "Skip");
    private transient List<Suggestion> waiting = List.of();
    private transient @Nullable Suggestion shown;

    SuggestionsView(Adjudications adjudications, OldSuggestions old, CurrentAccount account) {
        super("Suggestions");
        this.adjudications = adjudications;
        this.account = account;
        addClassName("review");
        Div left = new Div(list);
        left.addClassName("queue");
        Button drawer = Keys.button("L", "List");
        drawer.addClassName("queue-toggle");
        drawer.addClickListener(click -> getElement().executeJs("this.classList.toggle('queue-open')"));
        Div middle = new Div(drawer, pane.words());
        middle.addClassName("middle");
        banner.addClassName("banner");
        banner.getElement().setAttribute("role", "alert");
        banner.setVisible(false);
        accept.addThemeVariants(ButtonVariant.PRIMARY);
        accept.setTooltipText("The chosen scores are right: they become labels of this text");
        refuse.setTooltipText("The scores are wrong, or not worth a label: nothing follows from them");
        skip.setTooltipText("Leave it for later and look at the next one");
        Div acts = new Div(accept, refuse, skip);
        acts.addClassName("acts");
        Button labels = Keys.button("B", "Labels…");
        labels.addThemeVariants(ButtonVariant.TERTIARY);
        labels.setVisible(
                account.actor().role() == Role.ADMIN && !account.communities().isEmpty());
        labels.addClickListener(click -> new LabelsDialog(adjudications, old, account, this::begin).open());
        Span gap = new Span();
        gap.addClassName("gap");
        Div row = new Div(acts, gap, labels);
        row.addClassName("actions-row");
        Div actions = new Div(banner, row);
        actions.addClassName("actions");
        actions.getElement().setAttribute("role", "toolbar");
        actions.getElement().setAttribute("aria-label", "Decide");
        add(left, middle, pane.evidence(), actions);
        turn.on(
                accept,
                () -> decide(suggestion ->
                        adjudications.accept(account.actor(), suggestion.id(), suggestion.givenAt(), pane.chosen())));
        turn.on(
                refuse,
                () -> decide(
                        suggestion -> adjudications.refuse(account.actor(), suggestion.id(), suggestion.givenAt())));
        turn.on(skip, this::skip);
    }

    @Override
    public List<Key> keys() {
        return List.of(
                new Key("A", "accept: the chosen scores become labels of the text"),
                new Key("R", "refuse: nothing follows from the suggestion"),
                new Key("1 2 3 …", "choose or leave out a score, where there are several"),
                new Key("S", "skip: look at the next one"),
                new Key("↑ ↓ or J K", "move in the list, Enter opens"),
                new Key("V", "show a text that is held back"),
                new Key("B", "download or erase labels, for admins"),
                new Key("L", "open the list on a narrow window"));
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        begin();
    }

    private void begin() {
        refresh();
        show(waiting.stream().findFirst());
    }

    private void open(Suggestion suggestion) {
        banner(null);
        show(Optional.of(suggestion));
    }

    private void skip() {
        banner(null);
        show(after(shown));
    }

    private void decide(Act act) {
        Suggestion decided = shown;
        if (decided == null) {
            return;
        }
        Optional<Suggestion> next = after(decided);
        try {
            banner(null);
            act.about(decided);
        } catch (ProblemException problem) {
            refresh();
            show(waiting.stream()
                    .filter(each -> each.id().equals(decided.id()))
                    .findFirst()
                    .or(() -> next));
            banner(problem.getMessage());
            return;
        }
        refresh();
        show(next.filter(waiting::contains).or(() -> waiting.stream().findFirst()));
    }

    /** The one below in the list, or the first where there is none below. */
    private Optional<Suggestion> after(@Nullable Suggestion suggestion) {
        int place = suggestion == null ? -1 : waiting.indexOf(suggestion);
        return place + 1 < waiting.size()
                ? Optional.of(waiting.get(place + 1))
                : waiting.stream().filter(each -> !each.equals(suggestion)).findFirst();
    }

    private void refresh() {
        waiting = adjudications.waiting(account.actor(), LIST_LENGTH);
        rest("%,d waiting".formatted(adjudications.waiting(account.actor())));
    }

    private void show(Optional<Suggestion> next) {
        shown = next.orElse(null);
        list.show(waiting, shown);
        next.ifPresentOrElse(
                pane::show,
                () -> pane.showEmpty(
                        Looks.empty(
                                "No suggestion waits",
                                "Scores that a service suggests with a key for suggestions appear here. They count for nothing until somebody accepts them.")));
        accept.setVisible(shown != null);
        refuse.setVisible(shown != null);
        skip.setVisible(waiting.size() > 1);
        turn.next();
        getElement().executeJs("this.classList.remove('queue-open')");
    }

    private void banner(@Nullable String message) {
        banner.setText(message == null ? "" : message);
        banner.setVisible(message != null);
    }

    /** What a moderator does with the suggestion that is shown. */
    private interface Act {
        void about(Suggestion suggestion);
    }
}
