package io.moderato.model.pretrain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How often each corpus is read in an epoch, by the beginning of its name: 2 means twice, 0.1 means a tenth of its lines. A corpus without
 * an entry is read once. The texts of the labelled sets are the corpus {@code training_sets}.
 */
public record CorpusMix(Map<String, Double> shares) {
    /** The standard mix. Conversations count more than books and articles, because conversations are moderated. */
    public static final String STANDARD = "wikipedia_talk=2,jigsaw=2,irc=0.5,sgd=0.4,enwiki=0.25,english_novels=0.1";

    public CorpusMix {
        shares = Map.copyOf(shares);
        shares.forEach((name, share) -> {
            if (!(share >= 0 && share <= 100)) {
                throw new IllegalArgumentException("The share of %s is %s, expected 0 to 100".formatted(name, share));
            }
        });
    }

    /**
     * Reads {@code name=share,…}.
     *
     * @throws IllegalArgumentException if a part cannot be read; the message names the part
     */
    public static CorpusMix parse(String text) {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (String part : text.split(",")) {
            String[] pair = part.split("=");
            try {
                shares.put(pair[0].strip(), Double.parseDouble(pair[1].strip()));
            } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
                throw new IllegalArgumentException("'%s' is not NAME=SHARE".formatted(part), e);
            }
        }
        return new CorpusMix(shares);
    }

    /** The mix in the form that {@link #parse} reads, in alphabetical order. */
    @Override
    public String toString() {
        return shares.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(share -> share.getKey() + "=" + share.getValue())
                .collect(Collectors.joining(","));
    }

    /** How often the corpus of that name is read. */
    double share(String corpus) {
        return shares.entrySet().stream()
                .filter(entry -> corpus.startsWith(entry.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .findFirst()
                .orElse(1);
    }
}
