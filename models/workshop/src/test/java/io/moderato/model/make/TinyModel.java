package io.moderato.model.make;

import io.moderato.decision.Category;
import io.moderato.model.EncoderConfig;
import io.moderato.model.ModerationSettings;
import io.moderato.model.ModerationSettings.Calibration;
import io.moderato.model.ModerationSettings.DataSource;
import io.moderato.model.ModerationSettings.Limit;
import io.moderato.model.card.Pages;
import io.moderato.model.export.TorchScriptExport;
import io.moderato.model.export.TorchScriptExport.Precision;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.lineage.Lineage;
import io.moderato.model.lineage.Making.Trained;
import io.moderato.model.scorecard.Behaviour;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.scorecard.Rate;
import io.moderato.model.scorecard.Scorecard;
import io.moderato.model.serving.TextTokenizer;
import io.moderato.model.tokenizer.TokenizerFile;
import io.moderato.model.tokenizer.WordCounts;
import io.moderato.model.tokenizer.WordPieceTrainer;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.SafeTensors;
import io.moderato.model.weights.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A complete model folder with random weights, for tests in which the model's knowledge does not matter. */
public final class TinyModel {
    public static final List<Category> CATEGORIES = List.of(Category.TOXICITY, Category.SPAM);

    private TinyModel() {}

    public static Path writeTo(Path folder) throws IOException {
        return writeTo(folder, 5);
    }

    public static Path writeTo(Path folder, long seed) throws IOException {
        Files.createDirectories(folder);
        WordCounts words = new WordCounts();
        for (int i = 0; i < 5; i++) {
            words.add("the quick brown fox jumps over the lazy dog, again and again 👍");
        }
        List<String> vocabulary = WordPieceTrainer.train(words.counts(), 120);
        TokenizerFile.write(folder.resolve(ModelFolder.TOKENIZER), vocabulary);
        EncoderConfig config = EncoderConfig.bert(vocabulary.size(), 2, 32, 2, 16, CATEGORIES);
        Map<String, Tensor> weights = BertWeights.initial(config, seed);
        ModelFolder.JSON.writeValue(folder.resolve(ModelFolder.CONFIG), config);
        SafeTensors.write(folder.resolve(ModelFolder.WEIGHTS), weights, SafeTensors.Type.F16, Map.of());
        try (TextTokenizer tokenizer = TextTokenizer.open(folder.resolve(ModelFolder.TOKENIZER), 16, 4)) {
            TorchScriptExport.write(
                    folder.resolve(ModelFolder.TORCH_SCRIPT),
                    config,
                    weights,
                    Precision.INT8,
                    tokenizer.windows("the quick brown fox jumps over the lazy dog, again and again"));
        }
        ModelFolder.JSON.writeValue(
                folder.resolve(ModelFolder.MODERATION),
                new ModerationSettings(
                        1,
                        "tiny",
                        Instant.parse("2026-01-01T00:00:00Z"),
                        CATEGORIES,
                        Map.of(Category.TOXICITY, new Calibration(2, 0.5), Category.SPAM, Calibration.NONE),
                        16,
                        4,
                        Map.of(Category.TOXICITY, new Limit(0.8, 0.5)),
                        List.of(new DataSource("none", "CC0", 0))));
        ModelFolder.JSON.writeValue(folder.resolve(ModelFolder.METRICS), Map.of());
        ModelFolder.JSON.writeValue(folder.resolve(ModelFolder.LINEAGE), Map.of());
        Files.writeString(folder.resolve(ModelFolder.CARD), "");
        String version = ModelFolder.open(folder).version();
        ModelFolder.JSON.writeValue(
                folder.resolve(ModelFolder.METRICS),
                new Comparison(
                        "none",
                        Instant.parse("2026-01-01T00:00:00Z"),
                        List.of(),
                        new Comparison.Subject(version, "data 1", Rate.of(0, 1)),
                        List.of(nothingMeasured("tiny")),
                        List.of()));
        new Lineage(
                        new Trained(
                                "much patience",
                                "nothing was learned",
                                "data 1",
                                Instant.parse("2026-01-01T00:00:00Z"),
                                version,
                                false,
                                null,
                                null,
                                false,
                                List.of(),
                                List.of()),
                        Map.of())
                .write(folder);
        Pages.write(folder);
        return folder;
    }

    /** The scorecard of a model that nobody has measured. */
    public static Scorecard nothingMeasured(String name) {
        return new Scorecard(
                name,
                "none",
                List.of(),
                0,
                0,
                Map.of(),
                null,
                null,
                List.of(),
                new Behaviour(0.5, List.of(), List.of(), List.of(), List.of(), List.of(), List.of()),
                List.of(),
                List.of(),
                List.of());
    }

    static float[] embeddings(Path model) {
        return SafeTensors.read(model.resolve(ModelFolder.WEIGHTS))
                .get(BertWeights.WORDS)
                .values();
    }
}
