package io.moderato.model.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.moderato.console.Looks;
import io.moderato.model.scorecard.Behaviour.FunctionAccuracy;
import io.moderato.model.scorecard.Behaviour.GroupRate;
import io.moderato.model.scorecard.Behaviour.Mistake;
import io.moderato.model.scorecard.Behaviour.ObfuscationAccuracy;
import io.moderato.model.scorecard.Behaviour.Source;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.scorecard.Reliability;
import io.moderato.model.scorecard.Scorecard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The concerns that an operator should know before trusting the model, each with a link to its figures. */
final class Concerns extends Section {
    /** The most names in one sentence. */
    private static final int MOST = 4;
    /** A rival's lead in ROC AUC that is worth a word. */
    private static final double LEAD = 0.005;
    /** The factor from which a group's rate is unfair, compared with the rate of text that names no group. */
    private static final double UNFAIR = 2;
    /** Accuracy lost to a disguise that is worth a word. */
    private static final double LOSS = 0.05;
    /** A calibration error that is worth a word. */
    private static final double DISHONEST = 0.05;

    private final transient List<ListItem> found = new ArrayList<>();

    Concerns(Comparison comparison, List<String> names) {
        addClassNames("card", "concerns");
        rivalsAhead(comparison, names);
        Scorecard model = comparison.model();
        groups(model.behaviour().groups());
        obfuscations(model.behaviour().obfuscations());
        functions(model.behaviour().functions());
        mistakes(model.behaviour().mistakes());
        calibration(model.reliability());
        add(new H2("What to watch"));
        if (found.isEmpty()) {
            boolean all = !model.behaviour().groups().isEmpty()
                    && !comparison.rivals().isEmpty();
            add(
                    new Paragraph(
                            all
                                    ? "Nothing stands out: no rival leads anywhere by much, and no group, disguise, function or category is far off."
                                    : "Nothing stands out in what was measured, which is not everything: rivals or behaviour are missing."));
            return;
        }
        UnorderedList list = new UnorderedList();
        found.forEach(list::add);
        add(list);
    }

    private void rivalsAhead(Comparison comparison, List<String> names) {
        Map<String, Double> mine = comparison.model().aucBySet();
        List<String> judged = comparison.setsJudgedByPeople();
        for (int i = 1; i < comparison.models().size(); i++) {
            Map<String, Double> theirs = comparison.models().get(i).aucBySet();
            Map<String, Double> leads = new HashMap<>();
            mine.forEach((set, auc) -> {
                double lead = theirs.getOrDefault(set, 0.0) - auc;
                if (judged.contains(set) && lead >= LEAD) {
                    leads.put(set, lead);
                }
            });
            List<String> ahead = leads.entrySet().stream()
                    .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                    .map(Map.Entry::getKey)
                    .toList();
            if (!ahead.isEmpty()) {
                concern(
                        "%s ranks better on %s: %s."
                                .formatted(
                                        names.get(i),
                                        Looks.count(ahead.size(), "set", "sets"),
                                        listed(ahead.stream().map(Figures::name).toList())),
                        ModelTab.SETS);
            }
        }
    }

    private void groups(List<GroupRate> rates) {
        double other = rates.stream()
                .filter(rate -> rate.source() == Source.POSTS && rate.group().equals(GroupRate.NONE_NAMED))
                .mapToDouble(rate -> rate.rejected().share())
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
        List<String> unfair = rates.stream()
                .filter(rate -> rate.source() == Source.POSTS && !rate.group().equals(GroupRate.NONE_NAMED))
                .filter(rate -> !rate.group().equals(GroupRate.ANY))
                .filter(rate -> rate.rejected().low() > UNFAIR * other)
                .sorted(Comparator.comparingDouble(
                        (GroupRate rate) -> -rate.rejected().share()))
                .map(rate -> "%s (%s)"
                        .formatted(
                                Figures.name(rate.group()),
                                Figures.share(rate.rejected().share())))
                .toList();
        if (!unfair.isEmpty()) {
            concern(
                    "Harmless posts that name these groups are rejected more than twice as often as others (%s): %s."
                            .formatted(Figures.share(other), listed(unfair)),
                    ModelTab.BEHAVIOUR);
        }
    }

    private void obfuscations(List<ObfuscationAccuracy> accuracies) {
        if (accuracies.isEmpty()) {
            return;
        }
        double plain = accuracies.getFirst().accuracy();
        List<String> costly = accuracies.stream()
                .skip(1)
                .filter(of -> plain - of.accuracy() > LOSS)
                .sorted(Comparator.comparingDouble(ObfuscationAccuracy::accuracy))
                .map(of -> "%s (%s)".formatted(Figures.name(of.obfuscation()), Figures.points(plain - of.accuracy())))
                .toList();
        if (!costly.isEmpty()) {
            concern("Disguises that cost more than 5 points: %s.".formatted(listed(costly)), ModelTab.BEHAVIOUR);
        }
    }

    private void functions(List<FunctionAccuracy> functions) {
        List<String> failed = functions.stream()
                .filter(of -> of.accuracy() < 0.5)
                .sorted(Comparator.comparingDouble(FunctionAccuracy::accuracy))
                .map(of -> "%s (%s)".formatted(Figures.name(of.function()), Figures.share(of.accuracy())))
                .toList();
        if (!failed.isEmpty()) {
            concern(
                    "More often wrong than right on %s: %s."
                            .formatted(
                                    Looks.count(failed.size(), "kind of sentence", "kinds of sentences"),
                                    listed(failed)),
                    ModelTab.BEHAVIOUR);
        }
    }

    private void mistakes(List<Mistake> mistakes) {
        List<String> often = mistakes.stream()
                .filter(Mistake::often)
                .map(of -> "%s as %s (%s)"
                        .formatted(
                                Figures.name(of.function()),
                                Looks.shortName(of.category()),
                                Figures.share(of.rejected().share())))
                .toList();
        if (!often.isEmpty()) {
            concern("Rejected for what they are not: %s.".formatted(listed(often)), ModelTab.BEHAVIOUR);
        }
    }

    private void calibration(List<Reliability> categories) {
        List<String> dishonest = categories.stream()
                .filter(of -> of.expectedCalibrationError() > DISHONEST)
                .map(of -> "%s (off by %.3f)".formatted(Looks.shortName(of.category()), of.expectedCalibrationError()))
                .toList();
        if (!dishonest.isEmpty()) {
            concern(
                    "Scores that are not honest probabilities: %s.".formatted(listed(dishonest)),
                    ModelTab.PROBABILITIES);
        }
    }

    private void concern(String sentence, ModelTab where) {
        String words = Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
        Span sign = new Span("!");
        sign.addClassName("concern-sign");
        sign.getElement().setAttribute("aria-hidden", "true");
        Anchor see = new Anchor("model/" + where.path(), "See the figures");
        see.getElement().setAttribute("aria-label", "See the figures: " + words);
        found.add(new ListItem(sign, new Span(new Span(words + " "), see)));
    }

    private static String listed(List<String> names) {
        String first = names.stream().limit(MOST).collect(Collectors.joining(", "));
        return names.size() <= MOST ? first : first + " and " + (names.size() - MOST) + " more";
    }
}
