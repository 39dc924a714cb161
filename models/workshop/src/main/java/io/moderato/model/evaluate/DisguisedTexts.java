package io.moderato.model.evaluate;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.augment.Obfuscation;
import io.moderato.model.data.LabelledText;
import io.moderato.model.scorecard.Behaviour.ObfuscationAccuracy;
import io.moderato.model.scorecard.Rounded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * A fixed sample of posts, with as many toxic as harmless posts from each set, and the same posts in spellings that try to get past a
 * filter.
 */
final class DisguisedTexts {
    private final List<String> texts;
    private final boolean[] harmful;
    private final Map<Obfuscation, List<String>> disguised;

    /**
     * The result of a measurement.
     *
     * @param threshold the toxicity score with the best balanced accuracy on the plain texts; 0.5 if there are no texts
     */
    record Result(double threshold, List<ObfuscationAccuracy> accuracies) {}

    private DisguisedTexts(List<String> texts, boolean[] harmful, Map<Obfuscation, List<String>> disguised) {
        this.texts = texts;
        this.harmful = harmful;
        this.disguised = disguised;
    }

    /** Takes at most that many toxic rows of each set, and as many harmless rows. */
    static DisguisedTexts of(List<LabelledText> rows, int ofASet, long seed) {
        Map<String, List<LabelledText>> toxic = new LinkedHashMap<>();
        Map<String, List<LabelledText>> harmless = new LinkedHashMap<>();
        for (LabelledText row : rows) {
            LabelledText.Label label = row.labels().get(Category.TOXICITY);
            if (label != null && label.positive()) {
                toxic.computeIfAbsent(row.set(), set -> new ArrayList<>()).add(row);
            } else if (label != null && row.harmless()) {
                harmless.computeIfAbsent(row.set(), set -> new ArrayList<>()).add(row);
            }
        }
        List<String> texts = new ArrayList<>();
        List<Boolean> labels = new ArrayList<>();
        Random random = new Random(seed);
        toxic.forEach((set, yes) -> {
            List<LabelledText> no = harmless.getOrDefault(set, List.of());
            int n = Math.min(ofASet, Math.min(yes.size(), no.size()));
            for (LabelledText row : drawn(yes, n, random)) {
                texts.add(row.text());
                labels.add(true);
            }
            for (LabelledText row : drawn(no, n, random)) {
                texts.add(row.text());
                labels.add(false);
            }
        });
        boolean[] harmful = new boolean[labels.size()];
        for (int i = 0; i < harmful.length; i++) {
            harmful[i] = labels.get(i);
        }
        Map<Obfuscation, List<String>> disguised = new LinkedHashMap<>();
        for (Obfuscation obfuscation : Obfuscation.values()) {
            disguised.put(
                    obfuscation,
                    texts.stream().map(text -> obfuscation.apply(text, random)).toList());
        }
        return new DisguisedTexts(List.copyOf(texts), harmful, disguised);
    }

    private static List<LabelledText> drawn(List<LabelledText> rows, int n, Random random) {
        List<LabelledText> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, n);
    }

    /** Scores the plain texts, then each disguise of them, and measures all against the threshold that suits the plain texts. */
    Result measure(Function<List<String>, List<Scores>> scorer) {
        if (texts.isEmpty()) {
            return new Result(0.5, List.of());
        }
        double[] plain = toxicity(scorer.apply(texts));
        double threshold = Ranking.bestBalancedThreshold(plain, harmful);
        List<ObfuscationAccuracy> accuracies = new ArrayList<>();
        accuracies.add(accuracy(ObfuscationAccuracy.PLAIN, plain, threshold));
        disguised.forEach((obfuscation, of) -> accuracies.add(
                accuracy(obfuscation.name().toLowerCase(Locale.ROOT), toxicity(scorer.apply(of)), threshold)));
        return new Result(threshold, accuracies);
    }

    private static double[] toxicity(List<Scores> scores) {
        return scores.stream()
                .mapToDouble(of -> of.of(Category.TOXICITY).orElse(0))
                .toArray();
    }

    private ObfuscationAccuracy accuracy(String name, double[] scores, double threshold) {
        long found = 0;
        long positives = 0;
        long spared = 0;
        for (int i = 0; i < scores.length; i++) {
            positives += harmful[i] ? 1 : 0;
            found += harmful[i] && scores[i] >= threshold ? 1 : 0;
            spared += !harmful[i] && scores[i] < threshold ? 1 : 0;
        }
        return new ObfuscationAccuracy(
                name,
                scores.length,
                Rounded.to4((found + spared) / (double) scores.length),
                Rounded.to4(found / (double) positives),
                Rounded.to4(spared / (double) (scores.length - positives)));
    }
}
