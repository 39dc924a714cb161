package io.moderato.review.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.moderato.console.Facts;
import io.moderato.console.Looks;
import io.moderato.decision.DecidedBy;
import io.moderato.decision.Decision;
import io.moderato.decision.ModelUse;
import io.moderato.decision.Provenance;
import io.moderato.decision.Reason;
import io.moderato.decision.Unexamined;
import io.moderato.report.store.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The right of the screen: why the case is here. On a narrow window its parts become tabs below the case. */
final class EvidencePane extends Div {
    private final Div tabs = new Div();

    EvidencePane() {
        addClassName("evidence");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", "Evidence");
        tabs.addClassName("evidence-tabs");
        tabs.getElement().setAttribute("role", "tablist");
    }

    /** Shows the evidence of a case. */
    void show(CaseFile file) {
        removeAll();
        List<Component> parts = List.of(
                part("Scores", new ScoreBars(file)),
                part("Why it is here", why(file)),
                part("Reports", reports(file)),
                part("Author", past(file)),
                part("Timeline", timeline(file)));
        tabs.removeAll();
        List<String> names = List.of("Scores", "Why", "Reports", "Author", "Timeline");
        for (int i = 0; i < parts.size(); i++) {
            tabs.add(tab(i, names.get(i)));
        }
        add(tabs);
        add(parts);
        choose(0);
    }

    private NativeButton tab(int index, String name) {
        NativeButton tab = new NativeButton(name, click -> choose(index));
        tab.getElement().setAttribute("role", "tab");
        return tab;
    }

    private void choose(int index) {
        List<Component> parts = getChildren().skip(1).toList();
        List<Component> heads = tabs.getChildren().toList();
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).getElement().getClassList().set("chosen", i == index);
            heads.get(i).getElement().setAttribute("aria-selected", Boolean.toString(i == index));
        }
    }

    private static Div part(String title, Component... content) {
        Div part = new Div(new H2(title));
        part.add(content);
        part.addClassName("part");
        return part;
    }

    private static Component[] why(CaseFile file) {
        List<Component> lines = new ArrayList<>();
        beforeTheEdit(file).ifPresent(lines::add);
        for (Reason reason : file.automatic().result().reasons()) {
            Div line = new Div(new Span(reason.text()));
            if (reason.category() != null) {
                line.addComponentAsFirst(Looks.chip(reason.category()));
            }
            line.addClassName("reason");
            lines.add(line);
        }
        Provenance by = file.automatic().result().provenance();
        Facts facts = new Facts();
        fact(facts, "Language", language(file.automatic().result().detectedLanguage()));
        fact(facts, "Not examined", unexamined(file.automatic().result().unexamined()));
        fact(facts, "Found by", stage(by.stage()));
        fact(facts, "Rule", by.rule());
        fact(facts, by.models().size() > 1 ? "Models" : "Model", models(by));
        fact(facts, "Policy", by.policyVersion() == null ? null : "version " + by.policyVersion());
        fact(facts, "Rules", by.rulesVersion() == null ? null : "version " + by.rulesVersion());
        fact(
                facts,
                "Confidence",
                Looks.percent(file.automatic().result().confidence()) + (by.cached() ? " (cached)" : ""));
        lines.add(facts);
        Div priority = new Div();
        priority.addClassName("priority-parts");
        Span sum = new Span("Priority " + file.reviewCase().priority().points());
        sum.addClassName("sum");
        priority.add(sum);
        file.reviewCase().priority().parts().forEach(part -> {
            Span points = new Span("+" + part.points());
            points.addClassName("points");
            Div line = new Div(points, new Span(part.label()));
            line.addClassName("priority-part");
            priority.add(line);
        });
        lines.add(priority);
        return lines.toArray(Component[]::new);
    }

    /** The name of a stage in words. A stage that is not ours keeps the name that its owner gave it. */
    private static String stage(String name) {
        return switch (name) {
            case "KeywordFilter" -> "word lists";
            case "RegexFilter" -> "pattern lists";
            case "MlClassifier" -> "the model";
            case "Pipeline" -> "all automatic checks together";
            case "EarlierDecision" -> "an earlier decision by a person";
            case "HumanReview" -> "a moderator";
            case "ReModeration" -> "a check of earlier contents";
            default -> name;
        };
    }

    private static @Nullable String models(Provenance by) {
        return by.models().isEmpty()
                ? null
                : by.models().stream().map(ModelUse::version).collect(Collectors.joining(", "));
    }

    private static @Nullable String language(@Nullable String tag) {
        return tag == null ? null : Locale.forLanguageTag(tag).getDisplayLanguage(Locale.ENGLISH);
    }

    private static @Nullable String unexamined(List<Unexamined> gaps) {
        return gaps.isEmpty()
                ? null
                : gaps.stream()
                        .map(gap -> switch (gap.part().kind()) {
                            case TEXT -> "the text, in whole or in part";
                            case IMAGE -> "image " + (gap.part().index() + 1);
                            case CONTEXT -> "the text that it answers";
                        })
                        .distinct()
                        .collect(Collectors.joining(", "));
    }

    /** The latest decision about an earlier revision, if the text was edited. */
    private static Optional<Component> beforeTheEdit(CaseFile file) {
        return file.history().stream()
                .filter(decision -> decision.revision() < file.content().revision())
                .reduce((earlier, later) -> later)
                .map(decision -> {
                    Div line = new Div(
                            new Span("Edited since. Revision " + decision.revision() + " was decided"),
                            Looks.outcome(decision.result().outcome()),
                            Looks.tag(decision.automatic() ? "automatically" : "by a moderator"));
                    line.addClassNames("line", "reason");
                    return line;
                });
    }

    private static void fact(Facts facts, String name, @Nullable String value) {
        if (value != null) {
            facts.fact(name, value.length() > 40 ? value.substring(0, 12) + "…" : value, value);
        }
    }

    private static Component[] reports(CaseFile file) {
        if (file.reports().isEmpty()) {
            return new Component[] {Looks.quiet("Nobody has reported it.")};
        }
        return file.reports().stream().map(report -> report(file, report)).toArray(Component[]::new);
    }

    private static Div report(CaseFile file, Report report) {
        Div head = new Div(Looks.chip(report.category()), Looks.ago(report.reportedAt()));
        head.addClassName("line");
        Div words = new Div(report.reason());
        words.addClassName("words");
        Div one = new Div(head, words);
        one.addClassName("report");
        if (report.dismissed()) {
            head.add(Looks.tag("dismissed before"));
        }
        if (report.revision() != file.content().revision()) {
            head.add(Looks.tag("about revision " + report.revision()));
            Div seen = new Div(new Span(file.reported().getOrDefault(report.revision(), "")));
            seen.addClassNames("words", "clamped", "quiet");
            one.add(seen);
        }
        return one;
    }

    private static Component[] past(CaseFile file) {
        List<Component> lines = new ArrayList<>();
        long restricted = file.past().stream()
                .filter(past -> past.decision() != null
                        && past.decision().result().outcome().restricts())
                .count();
        if (file.past().isEmpty()) {
            lines.add(Looks.quiet("The first thing that this author posted here."));
        } else {
            lines.add(Looks.quiet("%d of the last %d were restricted."
                    .formatted(restricted, file.past().size())));
        }
        for (CaseFile.Past past : file.past()) {
            Component outcome = past.decision() == null
                    ? Looks.tag("waiting")
                    : Looks.outcome(past.decision().result().outcome());
            Div head = new Div(outcome, Looks.ago(past.stored().content().postedAt()));
            head.addClassName("line");
            Div words = new Div(past.stored().content().text());
            words.addClassNames("words", "clamped");
            Div one = new Div(head, words);
            one.addClassName("report");
            lines.add(one);
        }
        return lines.toArray(Component[]::new);
    }

    private static Component[] timeline(CaseFile file) {
        List<Component> steps = new ArrayList<>();
        steps.add(step(
                Looks.ago(file.content().submittedAt()),
                new Span("Received, revision " + file.content().revision()),
                ""));
        boolean hideNames = file.appeal() != null;
        for (Decision decision : file.history()) {
            String by = switch (decision.by()) {
                case DecidedBy.Pipeline pipeline ->
                    stage(decision.result().provenance().stage());
                case DecidedBy.Human human -> hideNames ? "a moderator" : human.name();
            };
            String note = decision.by() instanceof DecidedBy.Human human ? human.note() : null;
            Div what = new Div(Looks.outcome(decision.result().outcome()), Looks.tag(by));
            if (file.content().revision() > 1) {
                what.add(Looks.tag("revision " + decision.revision()));
            }
            what.addClassName("line");
            steps.add(step(
                    Looks.ago(decision.decidedAt()),
                    what,
                    decision.result().reasons().getFirst().text() + (note == null ? "" : " — " + note)));
        }
        if (file.appeal() != null) {
            steps.add(step(Looks.ago(file.appeal().receivedAt()), new Span("The author appeals"), ""));
        }
        return steps.toArray(Component[]::new);
    }

    private static Div step(Component when, Component what, String detail) {
        Div step = new Div(what, when);
        if (!detail.isEmpty()) {
            Div words = new Div(detail);
            words.addClassName("words");
            step.add(words);
        }
        step.addClassName("step");
        return step;
    }
}
