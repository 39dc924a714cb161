package io.moderato.model.rivals;

import io.moderato.decision.Category;
import io.moderato.model.CalibratedScorer;
import io.moderato.model.ModelException;
import io.moderato.model.Outputs;
import io.moderato.model.data.LabelledText;
import io.moderato.model.linear.Windows;
import io.moderato.model.weights.WriteAside;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A random forest for each category over the TF-IDF of the most frequent words. Thread-safe. */
public final class RandomForest implements CalibratedScorer {
    private static final int FEATURES = 1000;
    private static final int TREES = 100;
    /** The number of rows that one tree sees. All trees together see nearly all rows. */
    private static final int ROWS_OF_A_TREE = 30_000;

    private static final int FORMAT = 0x464F5231;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** The smallest distance of a probability from 0 and 1, so that the logit stays finite if all trees agree. */
    private static final double SURE = 1e-4;

    private final Outputs outputs;
    private final WordTfIdf words;
    private final List<Forest> forests;

    private RandomForest(Outputs outputs, WordTfIdf words, List<Forest> forests) {
        this.outputs = outputs;
        this.words = words;
        this.forests = List.copyOf(forests);
        if (forests.size() != outputs.categories().size()) {
            throw new IllegalArgumentException("%d forests for %d categories"
                    .formatted(forests.size(), outputs.categories().size()));
        }
    }

    /**
     * The forests that learned from the rows and are calibrated on the validation rows. Uses all processors; the same seed gives the same
     * result.
     */
    static RandomForest train(
            List<LabelledText> rows,
            List<LabelledText> validation,
            List<Category> categories,
            long seed,
            Consumer<String> report) {
        List<String> texts = rows.stream().map(row -> Windows.first(row.text())).toList();
        WordTfIdf words = WordTfIdf.of(texts, FEATURES);
        int[][] levels = texts.stream().map(words::levels).toArray(int[][]::new);
        List<Forest> forests = new ArrayList<>();
        for (Category category : categories) {
            Forest forest = forest(rows, levels, category, words.size(), seed);
            forests.add(forest);
            report.accept("random forest: %s, %,d nodes".formatted(category.key(), forest.nodes()));
        }
        RandomForest raw = new RandomForest(OutputsFit.uncalibrated(categories), words, forests);
        double[][] logits =
                raw.logits(validation.stream().map(LabelledText::text).toList());
        return new RandomForest(OutputsFit.fit(categories, validation, logits), words, forests);
    }

    private static Forest forest(List<LabelledText> rows, int[][] levels, Category category, int width, long seed) {
        int[] known = IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).labels().containsKey(category))
                .toArray();
        int[][] ofKnown = Arrays.stream(known).mapToObj(i -> levels[i]).toArray(int[][]::new);
        float[] targets = new float[known.length];
        float[] weights = new float[known.length];
        for (int i = 0; i < known.length; i++) {
            LabelledText.Label label = rows.get(known[i]).labels().get(category);
            targets[i] = label == null ? 0 : (float) label.target();
            weights[i] = label == null ? 0 : (float) label.weight();
        }
        int sample = Math.min(ROWS_OF_A_TREE, known.length);
        return new Forest(IntStream.range(0, TREES)
                .parallel()
                .mapToObj(tree -> {
                    // neighbouring seeds of this generator give unrelated numbers
                    SplittableRandom random =
                            new SplittableRandom(seed + 1_000_003L * category.ordinal() + 7919L * tree);
                    return new TreeGrowth(ofKnown, targets, weights, width, sample, random).grow();
                })
                .toList());
    }

    @Override
    public String name() {
        return "random forest";
    }

    @Override
    public Outputs outputs() {
        return outputs;
    }

    @Override
    public long bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot fail to be written", e);
        }
        return out.size();
    }

    @Override
    public double[][] logits(List<String> texts) {
        byte[] dense = new byte[words.size()];
        double[][] logits = new double[texts.size()][];
        for (int i = 0; i < logits.length; i++) {
            double[] highest = new double[forests.size()];
            Arrays.fill(highest, Double.NEGATIVE_INFINITY);
            for (String window : Windows.of(texts.get(i))) {
                int[] levels = words.levels(window);
                set(dense, levels, true);
                for (int output = 0; output < highest.length; output++) {
                    double p = Math.clamp(forests.get(output).probability(dense), SURE, 1 - SURE);
                    highest[output] = Math.max(highest[output], Math.log(p / (1 - p)));
                }
                set(dense, levels, false);
            }
            logits[i] = highest;
        }
        return logits;
    }

    private static void set(byte[] dense, int[] levels, boolean present) {
        for (int word : levels) {
            dense[word / (WordTfIdf.LEVELS + 1)] = present ? (byte) (word % (WordTfIdf.LEVELS + 1)) : 0;
        }
    }

    /** Writes the model to that file; the file is replaced whole. */
    public void save(Path file) {
        WriteAside.replace(file, aside -> {
            try (OutputStream out = Files.newOutputStream(aside)) {
                write(out);
            }
        });
    }

    private void write(OutputStream to) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new GZIPOutputStream(to)));
        out.writeInt(FORMAT);
        byte[] header = JSON.writeValueAsBytes(outputs);
        out.writeInt(header.length);
        out.write(header);
        out.writeInt(words.size());
        for (int i = 0; i < words.size(); i++) {
            out.writeUTF(words.word(i));
            out.writeFloat(words.rarity(i));
        }
        for (Forest forest : forests) {
            forest.write(out);
        }
        out.close();
    }

    /**
     * Reads the model of that file.
     *
     * @throws ModelException if the file is missing, cut short, damaged or of another format
     */
    public static RandomForest load(Path file) {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file))))) {
            return read(in);
        } catch (NoSuchFileException e) {
            throw new ModelException(file, "missing", e);
        } catch (EOFException e) {
            throw new ModelException(file, "is cut short", e);
        } catch (JacksonException e) {
            throw new ModelException(file, "has a header that cannot be read: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ModelException(file, "cannot be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ModelException(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static RandomForest read(DataInputStream in) throws IOException {
        if (in.readInt() != FORMAT) {
            throw new IllegalArgumentException("is not a random forest of this release");
        }
        Outputs outputs = JSON.readValue(in.readNBytes(bounded(in.readInt())), Outputs.class);
        int size = bounded(in.readInt());
        String[] known = new String[size];
        float[] rarity = new float[size];
        for (int i = 0; i < size; i++) {
            known[i] = in.readUTF();
            rarity[i] = in.readFloat();
        }
        List<Forest> forests = new ArrayList<>();
        for (int i = 0; i < outputs.categories().size(); i++) {
            forests.add(Forest.read(in, size));
        }
        // the end of the stream holds the checksum
        if (in.read() >= 0) {
            throw new IllegalArgumentException("holds more than it claims");
        }
        return new RandomForest(outputs, new WordTfIdf(known, rarity), forests);
    }

    private static int bounded(int length) {
        if (length < 0 || length > 1 << 16) {
            throw new IllegalArgumentException("claims a length of " + length);
        }
        return length;
    }
}
