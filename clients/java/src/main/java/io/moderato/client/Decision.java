package io.moderato.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about one revision of a content, and why.
 *
 * @param id               null where nothing was kept
 * @param contentId        null where nothing was kept
 * @param externalId       your own id of the content, where the platform tells it
 * @param revision         null where nothing was kept
 * @param outcome          what to do
 * @param confidence       how sure that is, from 0 to 1
 * @param reasons          why, the weightiest first
 * @param scores           probabilities by category; a missing one is unknown, not 0
 * @param severity         how bad it is by category, from 0 to 7, or {@code unknown}
 * @param modifiedText     the text to show, only for {@link Outcome#MODIFY}
 * @param matches          what was found where in the text
 * @param unexamined       what nobody looked at, and why
 * @param detectedLanguage BCP 47 tag, where the language could be told
 * @param provenance       what made the decision
 * @param automatic        whether the pipeline decided; otherwise a person did
 * @param supersedes       the decision that stood before
 * @param decidedAt        null where nothing was kept
 */
public record Decision(
        @Nullable UUID id,
        @Nullable UUID contentId,
        @Nullable String externalId,
        @Nullable Integer revision,
        Outcome outcome,
        double confidence,
        List<Reason> reasons,
        Map<String, Double> scores,
        Map<String, String> severity,
        @Nullable String modifiedText,
        List<Match> matches,
        List<Unexamined> unexamined,
        @Nullable String detectedLanguage,
        Provenance provenance,
        boolean automatic,
        @Nullable UUID supersedes,
        @Nullable Instant decidedAt) {
    /**
     * One cause of a decision.
     *
     * @param text     one sentence, for moderators
     * @param category what it is about, if it is about a category
     * @param stage    the stage or the act of a person that gave it
     */
    public record Reason(String text, @Nullable String category, String stage) {}

    /**
     * A place in the text as posted.
     *
     * @param start    UTF-16 offset of the first character
     * @param end      UTF-16 offset after the last character
     * @param category what was found
     * @param source   the rule or model that found it
     */
    public record Match(int start, int end, String category, String source) {}

    /**
     * A part that nobody looked at.
     *
     * @param part   {@code text}, {@code images/N} (from 0) or {@code context}
     * @param reason a key such as {@code language-not-read}
     */
    public record Unexamined(String part, String reason) {}

    /**
     * What made a decision: enough to make the same one again.
     *
     * @param stage         the stage that decided, or the act of a person
     * @param rule          the rule that matched
     * @param models        the models that scored
     * @param policyVersion the version of the policy in force
     * @param rulesVersion  the version of the rules in force
     * @param cached        whether an earlier result for the same text was used
     */
    public record Provenance(
            String stage,
            @Nullable String rule,
            List<ModelUse> models,
            @Nullable Integer policyVersion,
            @Nullable Long rulesVersion,
            boolean cached) {}

    /**
     * A model that had a part in a decision.
     *
     * @param stage   the stage that asked it
     * @param version two models with the same version give the same scores
     */
    public record ModelUse(String stage, String version) {}
}
