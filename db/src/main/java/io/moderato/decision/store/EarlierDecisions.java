package io.moderato.decision.store;

import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import io.moderato.decision.DecisionId;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Reason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes human decisions outlast edits. A text that a human restricted stays restricted when the same author posts the same or nearly the
 * same text again, as the same content or as another one, until a human decides otherwise about it. A different text of a content that a
 * human restricted goes to a human.
 */
@Component
class EarlierDecisions {
    /** The name of this check as a stage in reasons and provenance. */
    static final String STAGE = "EarlierDecision";

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Restrictions restrictions;

    EarlierDecisions(Restrictions restrictions) {
        this.restrictions = restrictions;
    }

    /**
     * The decisions that become stricter, by their place in the batch. If no author is restricted, this takes one query, whatever the size
     * of the batch.
     */
    Map<Integer, Tightened> tighten(List<AutomaticDecision> batch) {
        Map<Integer, Recognition> asked = recognitions(batch);
        if (asked.isEmpty()) {
            return Map.of();
        }
        Map<Integer, Recognition.Found> found = found(asked);
        Map<ContentId, Decision> newest = newestByHumans(asked.values());
        Set<DecisionId> named = new HashSet<>();
        found.values().forEach(each -> named.add(each.restriction().decision()));
        Map<DecisionId, Decision> decisions = named.isEmpty() ? Map.of() : restrictions.decisions(named);
        Map<Integer, Tightened> tightened = new HashMap<>();
        for (int place : asked.keySet()) {
            AutomaticDecision each = batch.get(place);
            Recognition.Found known = found.get(place);
            Optional<Tightened> outcome = known != null
                    ? Optional.of(again(
                            each.result(),
                            known,
                            Objects.requireNonNull(
                                    decisions.get(known.restriction().decision()))))
                    : afterRestriction(each, newest.get(each.content().id()));
            outcome.ifPresent(result -> tightened.put(place, result));
        }
        return tightened;
    }

    /** The texts of restricted authors, with the restrictions of each author, by their place in the batch. */
    private Map<Integer, Recognition> recognitions(List<AutomaticDecision> batch) {
        Set<PostedText.Author> authors = new LinkedHashSet<>();
        batch.forEach(each -> authors.add(PostedText.Author.of(each.content())));
        Map<PostedText.Author, List<Restriction>> inForce = byAuthor(restrictions.inForce(authors));
        Map<Integer, PostedText> texts = new LinkedHashMap<>();
        for (int place = 0; place < batch.size(); place++) {
            Content content = batch.get(place).content();
            if (inForce.containsKey(PostedText.Author.of(content))) {
                texts.put(place, PostedText.of(content));
            }
        }
        Map<PostedText.Author, List<Restriction>> older = older(texts.values(), inForce);
        Map<Integer, Recognition> recognitions = new LinkedHashMap<>();
        texts.forEach((place, posted) -> recognitions.put(
                place,
                new Recognition(
                        posted,
                        both(
                                inForce.getOrDefault(posted.author(), List.of()),
                                older.getOrDefault(posted.author(), List.of())))));
        return recognitions;
    }

    /**
     * Older restrictions of authors who have more restrictions than are compared: only those about exactly the same text, or about the same
     * content.
     */
    private Map<PostedText.Author, List<Restriction>> older(
            Collection<PostedText> texts, Map<PostedText.Author, List<Restriction>> inForce) {
        List<PostedText> ofMany = texts.stream()
                .filter(posted ->
                        inForce.getOrDefault(posted.author(), List.of()).size() >= Restrictions.COMPARED)
                .toList();
        return ofMany.isEmpty() ? Map.of() : byAuthor(restrictions.about(ofMany));
    }

    private static Map<PostedText.Author, List<Restriction>> byAuthor(List<Restriction> all) {
        return all.stream().collect(Collectors.groupingBy(Restriction::author));
    }

    private static List<Restriction> both(List<Restriction> some, List<Restriction> others) {
        return Stream.concat(some.stream(), others.stream()).distinct().toList();
    }

    private Map<Integer, Recognition.Found> found(Map<Integer, Recognition> asked) {
        Set<DecisionId> needed = Recognition.toCompare(asked.values());
        Map<DecisionId, String> letters = needed.isEmpty() ? Map.of() : restrictions.letters(needed);
        EditDistance.Effort effort = Recognition.effort();
        Map<Integer, Recognition.Found> found = new HashMap<>();
        asked.forEach((place, recognition) ->
                recognition.find(letters, effort).ifPresent(result -> found.put(place, result)));
        return found;
    }

    /** The newest human decision about each of the contents that have a restriction in force. */
    private Map<ContentId, Decision> newestByHumans(Iterable<Recognition> asked) {
        Set<ContentId> restricted = new HashSet<>();
        for (Recognition each : asked) {
            ContentId content = each.posted().content();
            if (each.candidates().stream().anyMatch(one -> one.content().equals(content))) {
                restricted.add(content);
            }
        }
        Map<ContentId, Decision> newest = new HashMap<>();
        if (!restricted.isEmpty()) {
            restrictions.newestByHumans(restricted).forEach(each -> newest.put(each.content(), each));
        }
        return newest;
    }

    /** The result for a restricted text that is posted again. */
    private static Tightened again(ModerationResult stages, Recognition.Found found, Decision earlier) {
        if (found.doubtful()) {
            return tightened(
                    stages,
                    Outcome.REVIEW,
                    stages.confidence(),
                    "A moderator %s on %s, and this long text may be the same. A person compares them."
                            .formatted(restricted(earlier), DAY.format(earlier.decidedAt())),
                    earlier);
        }
        String same = found.likeness() == 1 ? "the same text" : "nearly the same text";
        return tightened(
                stages,
                earlier.result().outcome(),
                found.likeness(),
                "A moderator %s on %s, and this is %s. The restriction stands until an appeal is won."
                        .formatted(restricted(earlier), DAY.format(earlier.decidedAt()), same),
                earlier);
    }

    /** The result for a different text of a content, if the newest human decision about the content restricts it. */
    private static Optional<Tightened> afterRestriction(AutomaticDecision decision, @Nullable Decision newest) {
        ModerationResult stages = decision.result();
        if (newest == null || !newest.result().outcome().restricts() || stages.outcome() == Outcome.REJECT) {
            return Optional.empty();
        }
        return Optional.of(tightened(
                stages,
                Outcome.REVIEW,
                stages.confidence(),
                "A moderator %s on %s (revision %d). A person looks at the new text."
                        .formatted(restricted(newest), DAY.format(newest.decidedAt()), newest.revision()),
                newest));
    }

    private static String restricted(Decision earlier) {
        return earlier.result().outcome() == Outcome.MODIFY ? "masked a part of a text" : "removed a text";
    }

    private static Tightened tightened(
            ModerationResult stages, Outcome wanted, double confidence, String words, Decision earlier) {
        Outcome outcome = wanted.isStricterThan(stages.outcome()) ? wanted : stages.outcome();
        List<Reason> reasons = new ArrayList<>();
        reasons.add(new Reason(words, categoryOf(earlier), STAGE));
        reasons.addAll(stages.reasons());
        return new Tightened(
                new ModerationResult(
                        outcome,
                        outcome == wanted ? confidence : stages.confidence(),
                        reasons,
                        stages.scores(),
                        outcome != Outcome.MODIFY
                                ? null
                                : wanted == Outcome.MODIFY ? earlier.result().modifiedText() : stages.modifiedText(),
                        stages.matches(),
                        stages.unexamined(),
                        stages.detectedLanguage(),
                        stages.provenance().decidedBy(STAGE, earlier.id().toString())),
                earlier.id(),
                stages.outcome());
    }

    private static @Nullable Category categoryOf(Decision earlier) {
        return earlier.result().reasons().stream()
                .map(Reason::category)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** What is behind those of these automatic decisions that became stricter. */
    Map<DecisionId, Restrictions.Behind> behind(Collection<DecisionId> automatic) {
        return restrictions.behind(automatic);
    }

    /** Notes the recorded decisions that became stricter. */
    void note(Map<DecisionId, Tightened> byDecision) {
        restrictions.noteTightened(byDecision);
    }

    /**
     * A human's decision about a text.
     *
     * @param decision the decision
     * @param before   the decision that stood until then
     * @param outcome  the outcome of the decision
     * @param at       when it was made
     */
    record ByHuman(DecisionId decision, DecisionId before, Outcome outcome, Instant at) {}

    /**
     * Takes a human's decision into account. It ends earlier restrictions of the same or nearly the same text. If it restricts, it becomes
     * a restriction itself.
     *
     * @return the decisions that no longer restrict
     */
    Set<DecisionId> humanDecided(PostedText posted, ByHuman human) {
        Recognition recognition = new Recognition(
                posted, both(restrictions.inForce(List.of(posted.author())), restrictions.about(List.of(posted))));
        List<DecisionId> needed =
                recognition.near().stream().map(Restriction::decision).toList();
        Set<DecisionId> ended = new HashSet<>(
                recognition.all(needed.isEmpty() ? Map.of() : restrictions.letters(needed), Recognition.effort()));
        ended.add(human.before());
        ended.addAll(restrictions.carriedOnBy(human.before()));
        restrictions.lift(ended, human.decision());
        if (human.outcome().restricts()) {
            restrictions.add(posted, human.decision(), human.at());
        }
        return ended;
    }

    /** The automatic decisions in force about newest texts that continue these decisions, or decisions that these replaced. */
    List<Carried> carriedOn(Set<DecisionId> ended) {
        return restrictions.carriedOn(ended);
    }
}
