package io.moderato.batch.job;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moderato.batch.BatchException;
import io.moderato.batch.input.Item;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.pipeline.InForce;
import io.moderato.decision.pipeline.ModerationStage;
import io.moderato.decision.pipeline.StageChain;
import io.moderato.decision.pipeline.StageInput;
import io.moderato.model.ModelException;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.folder.ModelInfo;
import io.moderato.model.folder.ShippedModel;
import io.moderato.model.pipeline.MlClassifier;
import io.moderato.model.serving.TextClassifier;
import io.moderato.rules.pipeline.KeywordFilter;
import io.moderato.rules.pipeline.RegexFilter;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkFiles;
import org.jspecify.annotations.Nullable;

/**
 * What decides, the same stages in the same order as in the services. There is one of a kind in a process, for all tasks in it: a model is
 * loaded once. Tasks run side by side, so each call computes with one thread.
 */
final class Judges {
    private static final Map<Kind, Judges> IN_THIS_PROCESS = new HashMap<>();
    /** A text of any length is read: nobody waits for an answer meanwhile. */
    private static final int MAX_MODEL_TEXT = Integer.MAX_VALUE;

    private final StageChain chain;
    private final InForce inForce;

    private Judges(StageChain chain, InForce inForce) {
        this.chain = chain;
        this.inForce = inForce;
    }

    /**
     * Which judges.
     *
     * @param setup        policy and rules, as JSON
     * @param model        which model
     * @param modelFolder  the folder's name among the files that Spark brings to each executor; null for the shipped model
     * @param modelVersion the version that the model has to have; null if no model is asked
     */
    record Kind(
            String setup,
            @Nullable String model,
            @Nullable String modelFolder,
            @Nullable String modelVersion) implements Serializable {}

    /**
     * The judges of that kind in this process.
     *
     * @throws BatchException if this process has another version of the model
     */
    static Judges of(Kind kind) {
        synchronized (IN_THIS_PROCESS) {
            return IN_THIS_PROCESS.computeIfAbsent(kind, Judges::load);
        }
    }

    /**
     * What the model of that folder says about itself; of the shipped one if the folder is null.
     *
     * @throws BatchException if it is no model
     */
    static ModelInfo modelInfo(@Nullable Path folder) {
        try {
            return ModelFolder.open(folder == null ? shipped() : folder).info();
        } catch (ModelException broken) {
            throw new BatchException("The model cannot be used: " + broken.getMessage(), broken);
        }
    }

    /** The result for each row, in order. */
    List<ModerationResult> judge(List<Item.Row> rows) {
        return chain.moderate(
                rows.stream().map(row -> new StageInput(row.content(), inForce)).toList());
    }

    private static Judges load(Kind kind) {
        List<ModerationStage> stages = new ArrayList<>(List.of(new KeywordFilter(), new RegexFilter()));
        if (kind.modelVersion() != null) {
            TextClassifier model = TextClassifier.load(
                    kind.modelFolder() == null ? shipped() : Path.of(SparkFiles.get(kind.modelFolder())), 1);
            if (!model.info().version().equals(kind.modelVersion())) {
                String found = model.info().version();
                model.close();
                throw new BatchException(
                        "The job is for version %s of the model %s, and here is version %s: the jar on this executor is not the one that was submitted."
                                .formatted(kind.modelVersion(), kind.model(), found));
            }
            stages.add(new MlClassifier(model, MlClassifier.readerFor(model), MAX_MODEL_TEXT));
        }
        return new Judges(
                new StageChain(stages, new SimpleMeterRegistry()),
                Setup.of(kind.setup(), "The job's setup").inForce());
    }

    /** In the folder of this job that Spark removes at its end, and that nobody else may write to. */
    private static Path shipped() {
        return ShippedModel.unpackTo(Path.of(SparkFiles.getRootDirectory(), "shipped-models"));
    }
}
