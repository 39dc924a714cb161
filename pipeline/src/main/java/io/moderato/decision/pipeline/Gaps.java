package io.moderato.decision.pipeline;

import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Part;
import io.moderato.decision.Reason;
import io.moderato.decision.Unexamined;
import io.moderato.decision.UnexaminedReason;
import io.moderato.policy.PolicyTerms;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the parts of a content that no stage examined, and applies the policy for unexamined parts. */
final class Gaps {
    static final String NOTHING_THERE = "There is no text and no image to examine";

    private Gaps() {}

    /**
     * The result after the policy for unexamined parts: the policy's outcome if that is stricter, a reason in words for each gap, and a
     * confidence that does not claim to know the unexamined parts. A rejection stays as sure as it is, whatever else the content holds.
     *
     * @param examined the result of the stages; it already names the gaps that the stages met themselves
     * @param kinds    the kinds of part that any stage of the chain looks at
     */
    static ModerationResult applied(ModerationResult examined, StageInput input, Set<Part.Kind> kinds) {
        List<Part> parts = Part.of(input.content());
        Set<Unexamined> gaps = new LinkedHashSet<>(examined.unexamined());
        for (Part part : parts) {
            if (!kinds.contains(part.kind())) {
                gaps.add(new Unexamined(part, reason(part.kind())));
            }
        }
        List<String> words = words(gaps, examined);
        if (parts.isEmpty()) {
            words.add(NOTHING_THERE);
        }
        Outcome demanded = demanded(gaps, input.inForce().terms());
        boolean raised = demanded.isStricterThan(examined.outcome());
        boolean unsure = !words.isEmpty() && (raised || examined.outcome() != Outcome.REJECT);
        return new ModerationResult(
                raised ? demanded : examined.outcome(),
                unsure ? Math.min(examined.confidence(), ModerationResult.UNKNOWN_CONFIDENCE) : examined.confidence(),
                reasons(examined, words, raised),
                examined.scores(),
                raised ? null : examined.modifiedText(),
                examined.matches(),
                List.copyOf(gaps),
                examined.detectedLanguage(),
                raised ? examined.provenance().decidedBy(StageChain.NAME, null) : examined.provenance());
    }

    /**
     * The results of one layer's stages about one content, without the gaps that another stage of the same layer fills: one model may read
     * what another does not. A layer never fills the gaps of another layer: rules see a text in any language, but they do not understand
     * it.
     */
    static List<ModerationResult> filledWithinLayer(Map<ModerationStage, ModerationResult> found) {
        if (found.size() < 2) {
            return List.copyOf(found.values());
        }
        List<ModerationResult> filled = new ArrayList<>();
        found.forEach((stage, result) -> {
            List<Unexamined> left = result.unexamined().stream()
                    .filter(gap ->
                            found.entrySet().stream().noneMatch(other -> fills(other.getKey(), other.getValue(), gap)))
                    .toList();
            filled.add(left.equals(result.unexamined()) ? result : withGaps(result, left, found));
        });
        return filled;
    }

    private static boolean fills(ModerationStage stage, ModerationResult result, Unexamined gap) {
        return stage.examines().contains(gap.part().kind())
                && result.unexamined().stream().noneMatch(own -> own.part().equals(gap.part()));
    }

    /**
     * The same result with only the gaps that are left. A stage that could examine nothing must not make the result less sure: it takes the
     * confidence of the surest stage of its layer.
     */
    private static ModerationResult withGaps(
            ModerationResult result, List<Unexamined> left, Map<ModerationStage, ModerationResult> found) {
        boolean knewNothing = result.outcome() == Outcome.APPROVE
                && result.scores().byCategory().isEmpty()
                && left.isEmpty();
        double confidence = knewNothing
                ? found.values().stream()
                        .mapToDouble(ModerationResult::confidence)
                        .max()
                        .orElseThrow()
                : result.confidence();
        return new ModerationResult(
                result.outcome(),
                confidence,
                result.reasons(),
                result.scores(),
                result.modifiedText(),
                result.matches(),
                left,
                result.detectedLanguage(),
                result.provenance());
    }

    private static UnexaminedReason reason(Part.Kind kind) {
        return switch (kind) {
            case TEXT -> UnexaminedReason.LANGUAGE_NOT_READ;
            case IMAGE -> UnexaminedReason.NO_IMAGE_MODEL;
            case CONTEXT -> UnexaminedReason.CONTEXT_NOT_USED;
        };
    }

    private static Outcome demanded(Set<Unexamined> gaps, PolicyTerms terms) {
        Outcome strictest = Outcome.APPROVE;
        for (Unexamined gap : gaps) {
            Outcome outcome = terms.outcomeOf(gap.reason());
            if (outcome.isStricterThan(strictest)) {
                strictest = outcome;
            }
        }
        return strictest;
    }

    /**
     * The reasons of the result together with the gaps. Gaps come first if they decide. They replace the reasons of an approval, which
     * would claim that everything was checked.
     */
    private static List<Reason> reasons(ModerationResult examined, List<String> words, boolean raised) {
        List<Reason> gaps = words.stream()
                .map(text -> new Reason(text, null, StageChain.NAME))
                .toList();
        if (gaps.isEmpty()) {
            return examined.reasons();
        }
        List<Reason> reasons = new ArrayList<>(raised ? gaps : List.of());
        if (examined.outcome() != Outcome.APPROVE) {
            reasons.addAll(examined.reasons());
        }
        if (!raised) {
            reasons.addAll(gaps);
        }
        return reasons;
    }

    /** A sentence for each kind of gap that weakens the decision. */
    private static List<String> words(Set<Unexamined> gaps, ModerationResult examined) {
        Map<UnexaminedReason, Integer> counts = new EnumMap<>(UnexaminedReason.class);
        gaps.stream()
                .filter(gap -> gap.reason().weakensDecision())
                .forEach(gap -> counts.merge(gap.reason(), 1, Integer::sum));
        List<String> words = new ArrayList<>();
        boolean readInPart = !examined.scores().byCategory().isEmpty();
        counts.forEach(
                (reason, count) -> words.add(words(reason, count, readInPart, language(examined.detectedLanguage()))));
        return words;
    }

    private static String words(UnexaminedReason reason, int count, boolean readInPart, @Nullable String language) {
        return switch (reason) {
            case NO_IMAGE_MODEL ->
                (count == 1 ? "The image was not examined" : count + " images were not examined")
                        + ": no active model looks at images";
            case LANGUAGE_NOT_READ ->
                (readInPart ? "A part of the text was decided without the model" : "Decided without the model")
                        + (language == null || readInPart
                                ? ", which does not read its language"
                                : ", which does not read " + language);
            case TOO_LONG -> "The end of the text was decided without the model, which reads no text as long as this";
            case PATTERN_UNFINISHED ->
                "A pattern was not finished on this text: it needs more work than one pattern may do";
            case STAGE_FAILED -> "An automatic check failed, so not everything was examined";
            case CONTEXT_NOT_USED -> "The text that it answers was not used";
        };
    }

    private static @Nullable String language(@Nullable String tag) {
        return tag == null ? null : Locale.forLanguageTag(tag).getDisplayLanguage(Locale.ENGLISH);
    }
}
