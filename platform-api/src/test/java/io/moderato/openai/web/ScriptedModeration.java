package io.moderato.openai.web;

import io.moderato.content.Content;
import io.moderato.decision.Category;
import io.moderato.decision.Match;
import io.moderato.decision.ModelUse;
import io.moderato.decision.Moderation;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Part;
import io.moderato.decision.Provenance;
import io.moderato.decision.Reason;
import io.moderato.decision.Scores;
import io.moderato.decision.Unexamined;
import io.moderato.decision.UnexaminedReason;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes the place of the inference service, which is another process. The text says what is found: {@code insult=0.9 threat=0.2} are scores
 * of the model, {@code rule:spam} is a word of a rejecting list, {@code foreign} is not read by the model, and {@code overload} means that
 * the service is full.
 */
final class ScriptedModeration implements Moderation {
    static final String VERSION = "abc123";

    private final List<Integer> calls = new CopyOnWriteArrayList<>();
    private final List<Content> asked = new CopyOnWriteArrayList<>();
    private volatile String version = VERSION;

    /** The number of contents in each call. */
    List<Integer> calls() {
        return calls;
    }

    List<Content> asked() {
        return asked;
    }

    /** Goes on with another model. */
    void run(String otherVersion) {
        version = otherVersion;
    }

    void forget() {
        calls.clear();
        asked.clear();
        version = VERSION;
    }

    @Override
    public List<ModerationResult> score(List<Content> contents) {
        throw new UnsupportedOperationException("This surface asks for decisions");
    }

    @Override
    public List<ModerationResult> moderate(List<Content> contents) {
        calls.add(contents.size());
        asked.addAll(contents);
        return contents.stream().map(this::result).toList();
    }

    private ModerationResult result(Content content) {
        Map<Category, Double> scores = new EnumMap<>(Category.class);
        List<Match> matches = new ArrayList<>();
        List<Unexamined> unexamined = new ArrayList<>();
        boolean read = !content.text().isBlank();
        for (String word : content.text().split("\\s+")) {
            if (word.equals("overload")) {
                throw new ProblemException(ProblemKey.UNAVAILABLE, "The pipeline is full.");
            } else if (word.equals("foreign")) {
                unexamined.add(new Unexamined(Part.TEXT, UnexaminedReason.LANGUAGE_NOT_READ));
                read = false;
            } else if (word.startsWith("rule:")) {
                matches.add(new Match(0, 4, Category.ofKey(word.substring(5)), "A list"));
                read = false;
            } else if (word.contains("=")) {
                String[] score = word.split("=");
                scores.put(Category.ofKey(score[0]), Double.valueOf(score[1]));
            }
        }
        for (int image = 0; image < content.images().size(); image++) {
            unexamined.add(new Unexamined(Part.image(image), UnexaminedReason.NO_IMAGE_MODEL));
        }
        boolean high = scores.values().stream().anyMatch(score -> score > 0.7);
        Outcome outcome = !matches.isEmpty()
                ? Outcome.REJECT
                : high || !content.images().isEmpty() ? Outcome.REVIEW : Outcome.APPROVE;
        return new ModerationResult(
                outcome,
                0.5,
                List.of(new Reason("As the text says", null, "MlClassifier")),
                new Scores(scores),
                null,
                matches,
                unexamined,
                null,
                new Provenance(
                        "MlClassifier",
                        null,
                        read ? List.of(new ModelUse("MlClassifier", version)) : List.of(),
                        1,
                        1L,
                        false));
    }
}
