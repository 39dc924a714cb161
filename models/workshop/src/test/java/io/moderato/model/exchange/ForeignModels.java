package io.moderato.model.exchange;

import io.moderato.model.EncoderConfig.Family;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.weights.SafeTensors;
import io.moderato.model.weights.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/** Tiny random classifiers in the published layout of each family. The names and keys are taken from the family's own classes. */
public final class ForeignModels {
    static final int WIDTH = 32;
    static final int LAYERS = 2;
    static final int HEADS = 4;
    static final int INNER = 48;
    static final int POSITIONS = 40;
    static final List<String> PIECES = List.of(
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "quick", "brown", "fox", "jump", "##s", "over", "lazy",
            "dog", ",", ".", "you", "are", "hate", "##d", "a", "b", "c", "##a", "##b", "##c");

    final Family family;
    final List<String> labels;
    final ObjectNode config = ModelFolder.JSON.createObjectNode();
    final Map<String, Tensor> weights = new LinkedHashMap<>();

    /** A model with new random weights. */
    public ForeignModels(Family family, List<String> labels) {
        this.family = family;
        this.labels = labels;
        switch (family) {
            case BERT -> bert("bert", "BertForSequenceClassification", POSITIONS, 2, 0, 1e-12);
            case ROBERTA -> bert("roberta", "RobertaForSequenceClassification", POSITIONS + 2, 1, 1, 1e-5);
            case DISTILBERT -> distilBert();
            case OTHER -> throw new IllegalArgumentException("OTHER");
        }
        ObjectNode names = config.putObject("id2label");
        for (int i = 0; i < labels.size(); i++) {
            names.put(String.valueOf(i), labels.get(i));
        }
    }

    private int vocabulary() {
        return family == Family.ROBERTA ? bytePieces().size() : PIECES.size();
    }

    private void bert(String type, String architecture, int positions, int types, int padding, double epsilon) {
        config.putArray("architectures").add(architecture);
        config.put("model_type", type).put("vocab_size", vocabulary()).put("hidden_size", WIDTH);
        config.put("num_hidden_layers", LAYERS).put("num_attention_heads", HEADS);
        config.put("intermediate_size", INNER).put("hidden_act", "gelu").put("max_position_embeddings", positions);
        config.put("type_vocab_size", types).put("pad_token_id", padding).put("layer_norm_eps", epsilon);
        config.put("transformers_version", "4.40.0").put("use_cache", true).putNull("classifier_dropout");
        String root = type + ".";
        random(root + "embeddings.word_embeddings.weight", vocabulary(), WIDTH);
        random(root + "embeddings.position_embeddings.weight", positions, WIDTH);
        random(root + "embeddings.token_type_embeddings.weight", types, WIDTH);
        norm(root + "embeddings.LayerNorm");
        for (int i = 0; i < LAYERS; i++) {
            String layer = root + "encoder.layer." + i + ".";
            linear(layer + "attention.self.query", WIDTH, WIDTH);
            linear(layer + "attention.self.key", WIDTH, WIDTH);
            linear(layer + "attention.self.value", WIDTH, WIDTH);
            linear(layer + "attention.output.dense", WIDTH, WIDTH);
            norm(layer + "attention.output.LayerNorm");
            linear(layer + "intermediate.dense", INNER, WIDTH);
            linear(layer + "output.dense", WIDTH, INNER);
            norm(layer + "output.LayerNorm");
        }
        if (family == Family.BERT) {
            linear("bert.pooler.dense", WIDTH, WIDTH);
            linear("classifier", labels.size(), WIDTH);
        } else {
            linear("classifier.dense", WIDTH, WIDTH);
            linear("classifier.out_proj", labels.size(), WIDTH);
        }
    }

    private void distilBert() {
        config.putArray("architectures").add("DistilBertForSequenceClassification");
        config.put("model_type", "distilbert").put("vocab_size", vocabulary()).put("dim", WIDTH);
        config.put("n_layers", LAYERS).put("n_heads", HEADS).put("hidden_dim", INNER);
        config.put("activation", "gelu")
                .put("max_position_embeddings", POSITIONS)
                .put("pad_token_id", 0);
        config.put("dropout", 0.1).put("sinusoidal_pos_embds", false).put("tie_weights_", true);
        random("distilbert.embeddings.word_embeddings.weight", vocabulary(), WIDTH);
        random("distilbert.embeddings.position_embeddings.weight", POSITIONS, WIDTH);
        norm("distilbert.embeddings.LayerNorm");
        for (int i = 0; i < LAYERS; i++) {
            String layer = "distilbert.transformer.layer." + i + ".";
            linear(layer + "attention.q_lin", WIDTH, WIDTH);
            linear(layer + "attention.k_lin", WIDTH, WIDTH);
            linear(layer + "attention.v_lin", WIDTH, WIDTH);
            linear(layer + "attention.out_lin", WIDTH, WIDTH);
            norm(layer + "sa_layer_norm");
            linear(layer + "ffn.lin1", INNER, WIDTH);
            linear(layer + "ffn.lin2", WIDTH, INNER);
            norm(layer + "output_layer_norm");
        }
        linear("pre_classifier", WIDTH, WIDTH);
        linear("classifier", labels.size(), WIDTH);
    }

    private void random(String name, int... shape) {
        Random random = new Random(name.hashCode());
        long[] lengths = new long[shape.length];
        int count = 1;
        for (int i = 0; i < shape.length; i++) {
            lengths[i] = shape[i];
            count *= shape[i];
        }
        float[] values = new float[count];
        boolean gain = name.endsWith("orm.weight");
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * (gain ? 0.1 : 0.3)) + (gain ? 1 : 0);
        }
        weights.put(name, new Tensor(lengths, values));
    }

    private void linear(String name, int out, int in) {
        random(name + ".weight", out, in);
        random(name + ".bias", out);
    }

    private void norm(String name) {
        random(name + ".weight", WIDTH);
        random(name + ".bias", WIDTH);
    }

    /** Adds a key to the configuration. */
    public ForeignModels with(String key, String value) {
        config.put(key, value);
        return this;
    }

    /** The weights with the names of the variant. */
    Map<String, Tensor> renamed(boolean withoutPrefix, boolean oldNorms) {
        Map<String, Tensor> renamed = new LinkedHashMap<>();
        weights.forEach((name, tensor) -> {
            String other = withoutPrefix ? name.replaceFirst("^(bert|distilbert|roberta)\\.", "") : name;
            renamed.put(
                    oldNorms
                            ? other.replace("LayerNorm.weight", "LayerNorm.gamma")
                                    .replace("LayerNorm.bias", "LayerNorm.beta")
                            : other,
                    tensor);
        });
        return renamed;
    }

    /** Writes the usual files: configuration, tokenizer files of the older kind, weights in one file. */
    public Path write(Path folder) throws IOException {
        SafeTensors.write(folder.resolve("model.safetensors"), weights, SafeTensors.Type.F32, Map.of("format", "pt"));
        return writeSmall(folder);
    }

    /** Writes the weights into several files with an index. */
    public Path writeSharded(Path folder, int shards) throws IOException {
        ObjectNode index = ModelFolder.JSON.createObjectNode();
        index.putObject("metadata").put("total_size", 1);
        ObjectNode map = index.putObject("weight_map");
        List<String> names = new ArrayList<>(weights.keySet());
        for (int shard = 0; shard < shards; shard++) {
            String file = "model-%05d-of-%05d.safetensors".formatted(shard + 1, shards);
            Map<String, Tensor> part = new LinkedHashMap<>();
            for (int i = shard; i < names.size(); i += shards) {
                part.put(names.get(i), weights.get(names.get(i)));
                map.put(names.get(i), file);
            }
            SafeTensors.write(folder.resolve(file), part, SafeTensors.Type.F32, Map.of());
        }
        ModelFolder.JSON.writeValue(folder.resolve("model.safetensors.index.json"), index);
        return writeSmall(folder);
    }

    /** Writes all files except the weights. */
    Path writeSmall(Path folder) throws IOException {
        Files.createDirectories(folder);
        ModelFolder.JSON.writeValue(folder.resolve("config.json"), config);
        if (family == Family.ROBERTA) {
            ObjectNode vocabulary = ModelFolder.JSON.createObjectNode();
            bytePieces().forEach(piece -> vocabulary.put(piece, vocabulary.size()));
            ModelFolder.JSON.writeValue(folder.resolve("vocab.json"), vocabulary);
            Files.write(folder.resolve("merges.txt"), merges());
        } else {
            Files.write(folder.resolve("vocab.txt"), PIECES);
        }
        return folder;
    }

    private static List<String> merges() {
        return List.of("#version: 0.2", "h e", "t he", "Ġ the", "d o", "do g", "Ġ dog", "Y o", "Yo u");
    }

    static List<String> bytePieces() {
        List<String> pieces = new ArrayList<>(List.of("<s>", "<pad>", "</s>", "<unk>"));
        for (char letter = '!'; letter <= '~'; letter++) {
            pieces.add(String.valueOf(letter));
        }
        pieces.add("Ġ");
        merges().stream().skip(1).map(merge -> merge.replace(" ", "")).forEach(pieces::add);
        pieces.add("<mask>");
        return pieces;
    }
}
