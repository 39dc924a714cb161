package io.moderato.decision.pipeline;

import io.moderato.decision.ModerationResult;
import io.moderato.decision.Part;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One step of the pipeline. To add a stage, write it and make it a bean; there is no list of stages to change. Thread-safe. */
public interface ModerationStage {
    /** The name in provenance, reasons and metrics; every stage has its own. */
    String name();

    /** The place of the stage in the chain: cheaper layers are asked first. */
    Layer layer();

    /**
     * The kinds of part that the stage looks at; it is asked about every content that has one of them. Empty if the stage looks at
     * something around the parts, such as the author; then it is asked about every content. A part that no stage looks at counts as not
     * examined.
     */
    Set<Part.Kind> examines();

    /**
     * The languages that the stage reads (ISO 639-1); empty if the language of a text does not matter to the stage. The stage does not
     * judge text in other languages, and names it as {@code LANGUAGE_NOT_READ}.
     */
    default Set<String> languages() {
        return Set.of();
    }

    /**
     * The version of everything else that the stage's answers depend on, beside the content and the policy and rules in force: for example
     * the version of a model. It is part of the key of every cached result. Empty if there is nothing else.
     */
    default String version() {
        return "";
    }

    /**
     * Everything else that the stage's answer about that content depends on, beside the community, the content's parts (its text up to
     * normalisation, language, images, context), the policy and rules in force, and {@link #version()}. No value if an earlier answer must
     * not be given again.
     */
    default Optional<String> cacheKey(StageInput input) {
        return Optional.of("");
    }

    /** The consequence when {@link #moderate} throws. */
    default FailurePolicy onFailure() {
        return FailurePolicy.TRY_AGAIN;
    }

    /**
     * Whether the stage works at all. The chain asks this after a failure, to tell a broken stage from a content that the stage cannot
     * handle.
     */
    default boolean answers() {
        return true;
    }

    /**
     * The result for each content, in order. APPROVE means that the stage found nothing; its confidence says how sure that is. MODIFY masks
     * char by char, so that all places stay the same; matches are places in the given text. A part that the stage should have examined and
     * could not is named in {@code unexamined} and lowers the confidence. Throws only if the stage cannot judge any of the contents.
     */
    List<ModerationResult> moderate(List<StageInput> inputs);
}
