package io.moderato.decision.file;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moderato.decision.Category;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.pipeline.InForce;
import io.moderato.decision.pipeline.StageChain;
import io.moderato.decision.pipeline.StageInput;
import io.moderato.model.pipeline.MlClassifier;
import io.moderato.model.serving.TextClassifier;
import io.moderato.policy.PolicyTerms;
import io.moderato.policy.Threshold;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.rules.engine.CompiledRules;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import tools.jackson.databind.json.JsonMapper;

/** Scores a file of texts with a model and thresholds, without database and rules. Memory does not grow with the file. */
public final class FileScoring {
    private static final int BATCH = 512;
    /** UTF-16 chars that a batch may hold: longer texts come in smaller batches. */
    private static final int BATCH_CHARS = 4_000_000;
    /** The model reads lines of any length: nobody waits for an answer meanwhile. */
    private static final int MAX_MODEL_TEXT = Integer.MAX_VALUE;

    private final StageChain chain;
    private final InForce inForce;
    private final JsonMapper json = JsonMapper.builder().build();

    /** A scoring with that model and those thresholds. */
    public FileScoring(TextClassifier model, Map<Category, Threshold> thresholds) {
        this.chain = new StageChain(
                List.of(new MlClassifier(model, MlClassifier.readerFor(model), MAX_MODEL_TEXT)),
                new SimpleMeterRegistry());
        this.inForce = new InForce(0, PolicyTerms.of(thresholds), CompiledRules.none());
    }

    /**
     * Reads lines {@code {"id":…, "text":…}} and writes {@code {"id":…, "decision":…, "confidence":…, "scores":{…}, "reasons":[…]}} in the
     * same order, with {@code unexamined} and {@code detectedLanguage} where there is something to say. Blank lines are skipped. The output
     * file appears complete or not at all.
     *
     * @param progress is told after each batch how many lines are done
     * @return how many lines were written
     * @throws ProblemException UNREADABLE_REQUEST naming the line at fault, TOO_LARGE for a line over 8 million characters,
     *     INVALID_FIELD if a file cannot be opened
     */
    public long score(Path input, Path output, LongConsumer progress) {
        Path aside = null;
        try {
            if (!Files.isReadable(input) || Files.isDirectory(input)) {
                throw ProblemException.invalidField("/input", "There is no readable file " + input + ".");
            }
            Path target = output.toAbsolutePath();
            Path folder = target.getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw ProblemException.invalidField("/output", "There is no folder for " + output + ".");
            }
            if (Files.isDirectory(target)) {
                throw ProblemException.invalidField("/output", output + " is a folder.");
            }
            aside = folder.resolve(
                    "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
            long written = score(input, aside, target, progress);
            aside = null;
            return written;
        } catch (IOException failed) {
            throw new ProblemException(
                    ProblemKey.INTERNAL,
                    "Scoring " + input + " to " + output + " failed: " + failed.getMessage(),
                    null,
                    failed);
        } finally {
            if (aside != null) {
                aside.toFile().delete();
            }
        }
    }

    private long score(Path input, Path aside, Path target, LongConsumer progress) throws IOException {
        long written = 0;
        try (TextLines lines = TextLines.open(input);
                Writer writer = Files.newBufferedWriter(aside, StandardCharsets.UTF_8)) {
            List<TextLine> batch = new ArrayList<>(BATCH);
            long chars = 0;
            for (TextLine line = lines.next(); line != null; line = lines.next()) {
                batch.add(line);
                chars += line.text().length();
                if (batch.size() == BATCH || chars > BATCH_CHARS) {
                    written += write(batch, writer);
                    batch.clear();
                    chars = 0;
                    progress.accept(written);
                }
            }
            if (!batch.isEmpty()) {
                written += write(batch, writer);
                progress.accept(written);
            }
        }
        Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return written;
    }

    private int write(List<TextLine> batch, Writer writer) throws IOException {
        List<ModerationResult> results = chain.moderate(batch.stream()
                .map(line -> new StageInput(line.content(), inForce))
                .toList());
        for (int i = 0; i < batch.size(); i++) {
            ModerationResult result = results.get(i);
            writer.write(json.writeValueAsString(ScoredLine.of(batch.get(i).id(), result, json)));
            writer.write('\n');
        }
        return batch.size();
    }
}
