package io.moderato.content.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import io.moderato.access.login.CurrentAccount;
import io.moderato.access.store.Actor;
import io.moderato.appeal.store.Appeals;
import io.moderato.community.CommunityId;
import io.moderato.console.ConsoleLayout;
import io.moderato.console.Looks;
import io.moderato.console.Screen;
import io.moderato.content.ContentId;
import io.moderato.content.store.Contents;
import io.moderato.content.store.StoredContent;
import io.moderato.contenttype.ui.Outlines;
import io.moderato.decision.Decision;
import io.moderato.decision.DecisionId;
import io.moderato.decision.Outcome;
import io.moderato.decision.store.Decisions;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The content of an author, with what was decided about each, in plain words. */
@Route(value = "my-content", layout = ConsoleLayout.class)
@PermitAll
public class MyContentView extends Screen {
    private static final int SHOWN = 50;

    private final transient CurrentAccount account;
    private final transient Contents contents;
    private final transient Decisions decisions;
    private final transient Appeals appeals;
    private final transient Outlines outlines;
    private final Div column = new Div();

    MyContentView(CurrentAccount account, Contents contents, Decisions decisions, Appeals appeals, Outlines outlines) {
        super("My content");
        this.account = account;
        this.contents = contents;
        this.decisions = decisions;
        this.appeals = appeals;
        this.outlines = outlines;
        addClassNames("page", "mine");
        column.addClassName("column");
        add(column);
        list();
    }

    private void list() {
        column.removeAll();
        Actor actor = account.actor();
        Map<CommunityId, String> authors = new HashMap<>();
        for (CommunityId community : actor.communities()) {
            String author = actor.authorIn(community);
            if (author != null) {
                authors.put(community, author);
            }
        }
        List<StoredContent> all = contents.byAuthor(authors, SHOWN).stream()
                .sorted(Comparator.comparing(
                                (StoredContent each) -> each.content().postedAt())
                        .reversed())
                .toList();
        Map<DecisionId, Decision> standing = decisions.standing(all);
        Set<ContentId> appealed =
                appeals.appealed(all.stream().map(each -> each.content().id()).toList());
        long restricted = standing.values().stream()
                .filter(decision -> decision.result().outcome().restricts())
                .count();
        rest(all.isEmpty() ? "" : Looks.count(restricted, "restriction", "restrictions"));
        if (all.isEmpty()) {
            column.add(Looks.empty(
                    "Nothing here yet", "When you post something, you see here what was decided about it and why."));
        }
        all.forEach(each -> column.add(line(
                each,
                Optional.ofNullable(each.standingDecision()).map(standing::get),
                appealed.contains(each.content().id()))));
    }

    private NativeButton line(StoredContent stored, Optional<Decision> standing, boolean appealed) {
        Span text = new Span(stored.content().text());
        text.addClassNames("mine-text", "clamped");
        Div facts = new Div(state(standing), Looks.ago(stored.content().postedAt()));
        facts.addClassName("line");
        if (appealed) {
            facts.add(Looks.tag("appealed"));
        }
        NativeButton line = new NativeButton();
        line.add(facts, text);
        line.addClassName("mine-line");
        line.getElement().setAttribute("data-id", stored.content().id().toString());
        line.addClickListener(click -> open(stored));
        return line;
    }

    private void open(StoredContent seen) {
        StoredContent stored =
                contents.find(seen.content().community(), seen.content().id()).orElse(seen);
        column.removeAll();
        column.add(new ContentStory(
                stored,
                outlines.of(stored),
                decisions.standing(stored),
                decisions.history(stored.content().id()),
                appeals.about(stored.content().id()),
                text -> {
                    appeals.lodge(
                            account.actor(),
                            stored.content().community(),
                            stored.content().id(),
                            text);
                    open(stored);
                },
                this::list));
    }

    static Span state(Optional<Decision> standing) {
        if (standing.isEmpty()) {
            return Looks.outcome("Being checked", Outcome.REVIEW);
        }
        return switch (standing.get().result().outcome()) {
            case APPROVE -> Looks.outcome("Shown", Outcome.APPROVE);
            case REJECT -> Looks.outcome("Removed", Outcome.REJECT);
            case REVIEW -> Looks.outcome("Being looked at by a person", Outcome.REVIEW);
            case MODIFY -> Looks.outcome("Shown with a part masked", Outcome.MODIFY);
        };
    }
}
