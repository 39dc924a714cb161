package io.moderato.review.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.moderato.console.Looks;
import io.moderato.console.Veil;
import io.moderato.content.Content;
import io.moderato.contenttype.Outline;
import io.moderato.contenttype.ui.FieldList;
import io.moderato.decision.Category;
import io.moderato.decision.Match;
import io.moderato.decision.Reason;
import io.moderato.decision.store.StatementOfReasons;
import io.moderato.review.opening.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The middle of the screen: the posted content, its place and the text that it answers; for an appeal, the words of both sides above it.
 */
final class CasePane extends Div {
    CasePane() {
        addClassName("case");
        getElement().setAttribute("tabindex", "-1");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", "Case");
    }

    /** Shows a case. */
    void show(CaseFile file) {
        removeAll();
        add(new StateLine(file.today(), file.content().revision()));
        add(header(file.content(), file));
        if (file.appeal() != null) {
            add(appeal(file, file.appeal().text(), file.appeal().receivedAt()));
        }
        if (file.content().parentText() != null) {
            add(parent(file.content().parentText()));
        }
        add(posted(file));
        if (file.outline() == null) {
            images(file.content());
        }
        metadata(file.metadata());
        getElement().executeJs("this.scrollTop = 0");
    }

    /** Shows a message instead of a case: there is nothing to do, or something stands in the way. */
    void showEmpty(Component words) {
        removeAll();
        add(words);
    }

    private static Div header(Content content, CaseFile file) {
        Span author = new Span(
                content.author().name() == null
                        ? content.author().id()
                        : content.author().name());
        author.addClassName("case-author");
        Instant posted = content.postedAt();
        Div header = new Div(author, Looks.tag(content.type().key()), Looks.ago(posted));
        header.add(Looks.tag(content.community().value()));
        if (content.language() != null) {
            header.add(Looks.tag(content.language()));
        }
        if (content.revision() > 1) {
            header.add(Looks.tag("edited, revision " + content.revision()));
        }
        file.reviewCase().causes().forEach(cause -> header.add(Looks.tag(inWords(cause))));
        String url = content.url();
        if (url != null && isWebAddress(url)) {
            header.add(link(url, "Where people see it"));
        }
        header.addClassName("case-header");
        return header;
    }

    private static String inWords(Cause cause) {
        return switch (cause) {
            case AUTOMATIC -> "automatic";
            case REPORT -> "reported";
            case APPEAL -> "appeal";
        };
    }

    private static Div parent(String text) {
        Div quote = new Div(text);
        quote.addClassName("parent-text");
        Div parent = new Div(Looks.eyebrow("In answer to"), quote);
        parent.addClassName("parent");
        return parent;
    }

    private static Div posted(CaseFile file) {
        Outline outline = file.outline();
        if (outline == null && file.content().text().isBlank()) {
            Div nothing = new Div("No text was posted.");
            nothing.addClassNames("posted", "quiet");
            return nothing;
        }
        String posted = file.content().text();
        List<Match> matches = file.automatic().result().matches();
        Div text = outline == null
                ? Highlights.show(posted, matches)
                : new FieldList(
                        outline,
                        range -> Highlights.show(posted, matches, range.start(), range.end()),
                        address -> new Div(image(address), Looks.quiet(" · not loaded")));
        Category category = file.reviewCase().category();
        return category != null && Veil.covers(category)
                ? Veil.over(
                        text,
                        "Held back because it may be severe: "
                                + category.words().toLowerCase(Locale.ROOT) + ".")
                : text;
    }

    /** Adds the addresses of the images. The images themselves are on foreign servers, which would learn from loading who looks at what. */
    private void images(Content content) {
        if (content.images().isEmpty()) {
            return;
        }
        Div list = new Div(Looks.eyebrow(Looks.count(content.images().size(), "image", "images") + ", not loaded"));
        list.addClassName("images");
        for (String address : content.images()) {
            list.add(image(address));
        }
        add(list);
    }

    private static Component image(String address) {
        return isWebAddress(address) ? link(address, address) : new Span(address);
    }

    /** Adds what the platform noted about the content. Nobody judges by it; it helps to find the content over there. */
    private void metadata(Map<String, String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        Div list = new Div(Looks.eyebrow("Noted by the platform"));
        list.addClassNames("images", "metadata");
        lines.forEach((key, value) -> list.add(new Span(key + ": " + value)));
        add(list);
    }

    private static Anchor link(String address, String words) {
        Anchor link = new Anchor(address, words, AnchorTarget.BLANK);
        link.getElement().setAttribute("rel", "noopener noreferrer");
        link.addClassName("outside");
        return link;
    }

    private static boolean isWebAddress(String address) {
        return address.startsWith("https://") || address.startsWith("http://");
    }

    private static Div appeal(CaseFile file, String words, Instant receivedAt) {
        Div first = new Div(Looks.eyebrow("The first decision"));
        Div line = new Div(
                Looks.outcome(file.standing().result().outcome()),
                Looks.ago(file.standing().decidedAt()));
        line.add(Looks.tag(file.standing().automatic() ? "automatically" : "by a moderator"));
        line.addClassName("line");
        first.add(line);
        for (Reason reason : file.standing().result().reasons()) {
            first.add(new Span(reason.text()));
        }
        StatementOfReasons statement = StatementOfReasons.of(
                file.standing(),
                file.automatic().result().outcome().restricts(),
                StatementOfReasons.Redress.BEING_HEARD);
        Div told = new Div(Looks.eyebrow("What the author was told"));
        if (statement != null) {
            told.add(new Span(statement.restriction()), new Span("Ground: " + statement.ground()));
        }
        Div said = new Div(words);
        said.addClassName("author-words");
        Div complaint = new Div(Looks.eyebrow("What the author says"), said, Looks.ago(receivedAt));
        List.of(first, told, complaint).forEach(part -> part.addClassName("appeal-part"));
        Div appeal = new Div(new Div(first, told), complaint);
        appeal.addClassName("appeal");
        return appeal;
    }
}
