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
import io.moderato.content.store.Contents;
import io.moderato.content.store.StoredContent;
import io.moderato.decision.Decision;
import io.moderato.decision.store.Decisions;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What an author posted and what became of it, in plain words. */
@Route(value = "my-content", layout = ConsoleLayout.class)
@PermitAll
public class MyContentView extends Screen {
    private static final int SHOWN = 50;

    private final transient CurrentAccount account;
    private final transient Contents contents;
    private final transient Decisions decisions;
    private final transient Appeals appeals;
    private final Div column = new Div();

    MyContentView(CurrentAccount account, Contents contents, Decisions decisions, Appeals appeals) {
        super("My content");
        this.account = account;
        this.contents = contents;
        this.decisions = decisions;
        this.appeals = appeals;
        addClassNames("page", "mine");
        column.addClassName("column");
        add(column);
        list();
    }

    private void list() {
        column.removeAll();
        Actor actor = account.actor();
        List<StoredContent> all = new ArrayList<>();
        for (CommunityId community : actor.communities()) {
            String author = actor.authorIn(community);
            if (author != null) {
                all.addAll(contents.byAuthor(community, author, SHOWN));
            }
        }
        all.sort(Comparator.comparing((StoredContent each) -> each.content().postedAt())
                .reversed());
        long restricted =
                all.stream().filter(each -> isRestricted(standing(each))).count();
        rest(all.isEmpty() ? "" : Looks.count(restricted, "restriction", "restrictions"));
        if (all.isEmpty()) {
            column.add(Looks.empty(
                    "Nothing here yet", "When you post something, you see here what was decided about it and why."));
        }
        all.stream().limit(SHOWN).forEach(each -> column.add(line(each)));
    }

    private NativeButton line(StoredContent stored) {
        Optional<Decision> standing = standing(stored);
        Span text = new Span(stored.content().text());
        text.addClassNames("mine-text", "clamped");
        Div facts = new Div(state(standing), Looks.ago(stored.content().postedAt()));
        facts.addClassName("line");
        if (!appeals.about(stored.content().id()).isEmpty()) {
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
                standing(stored),
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

    private Optional<Decision> standing(StoredContent stored) {
        return decisions.standing(stored);
    }

    private static boolean isRestricted(Optional<Decision> standing) {
        return standing.filter(decision -> decision.result().outcome().restricts())
                .isPresent();
    }

    static Span state(Optional<Decision> standing) {
        if (standing.isEmpty()) {
            return word("Being checked", "review");
        }
        return switch (standing.get().result().outcome()) {
            case APPROVE -> word("Shown", "approve");
            case REJECT -> word("Removed", "reject");
            case REVIEW -> word("Being looked at by a person", "review");
            case MODIFY -> word("Shown with a part masked", "modify");
        };
    }

    private static Span word(String text, String outcome) {
        Span word = new Span(text);
        word.addClassNames("outcome", "outcome-" + outcome);
        return word;
    }
}
