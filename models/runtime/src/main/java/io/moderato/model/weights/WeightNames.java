package io.moderato.model.weights;

import io.moderato.model.EncoderConfig.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The names that the weights of {@link BertWeights} have in files of other families, and in older files. Source: the module names of
 * Hugging Face's {@code BertForSequenceClassification}, {@code DistilBertForSequenceClassification} and {@code
 * RobertaForSequenceClassification}.
 */
final class WeightNames {
    private static final String BERT = "bert.";

    /** Parts of the names in a layer: BERT's name, then DistilBERT's name. */
    private static final Map<String, String> DISTILBERT_PARTS = Map.of(
            "attention.self.query", "attention.q_lin",
            "attention.self.key", "attention.k_lin",
            "attention.self.value", "attention.v_lin",
            "attention.output.dense", "attention.out_lin",
            "attention.output.LayerNorm", "sa_layer_norm",
            "intermediate.dense", "ffn.lin1",
            "output.dense", "ffn.lin2",
            "output.LayerNorm", "output_layer_norm");

    private WeightNames() {}

    /** The names that a weight may have, the usual one first: with and without the family's prefix, and for norms the old names, too. */
    static List<String> of(Family family, String name) {
        List<String> names = new ArrayList<>();
        for (String modern : modern(family, name)) {
            names.add(modern);
            if (modern.contains("LayerNorm.") || modern.contains("layer_norm.")) {
                names.add(modern.replace("norm.weight", "norm.gamma")
                        .replace("norm.bias", "norm.beta")
                        .replace("Norm.weight", "Norm.gamma")
                        .replace("Norm.bias", "Norm.beta"));
            }
        }
        return names;
    }

    private static List<String> modern(Family family, String name) {
        return switch (family) {
            case BERT, OTHER -> prefixed(BERT, name);
            case DISTILBERT -> distilbert(name);
            case ROBERTA -> roberta(name);
        };
    }

    private static List<String> prefixed(String prefix, String name) {
        return name.startsWith(BERT)
                ? List.of(prefix + name.substring(BERT.length()), name.substring(BERT.length()))
                : List.of(name);
    }

    private static List<String> distilbert(String name) {
        if (name.startsWith(BertWeights.POOLER)) {
            return List.of(name.replace(BertWeights.POOLER, "pre_classifier"));
        }
        if (!name.contains(".encoder.layer.")) {
            return prefixed("distilbert.", name);
        }
        int number = name.indexOf(".layer.") + ".layer.".length();
        int part = name.indexOf('.', number) + 1;
        int kind = name.lastIndexOf('.');
        String there = DISTILBERT_PARTS.get(name.substring(part, kind));
        String own = "transformer.layer." + name.substring(number, part) + there + name.substring(kind);
        return List.of("distilbert." + own, own);
    }

    private static List<String> roberta(String name) {
        if (name.startsWith(BertWeights.POOLER)) {
            return List.of(name.replace(BertWeights.POOLER, "classifier.dense"));
        }
        if (name.startsWith(BertWeights.CLASSIFIER)) {
            return List.of(name.replace(BertWeights.CLASSIFIER, "classifier.out_proj"));
        }
        return prefixed("roberta.", name);
    }
}
