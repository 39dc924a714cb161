package io.moderato.model.tokenizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Learns a WordPiece vocabulary from word counts. It begins with single characters, and joins the most frequent neighbouring pieces until
 * the vocabulary is full. Pieces inside a word have the prefix {@code ##}. The same counts give the same vocabulary. Source: the merge rule
 * of Sennrich et al. 2016, which Hugging Face's WordPiece trainer also uses.
 */
public final class WordPieceTrainer {
    /** The special tokens, which come first in every vocabulary. */
    public static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

    private static final String INSIDE = "##";
    private static final int LARGEST_ALPHABET = 1_200;
    private static final long RAREST_WORD = 3;

    private final int size;
    private final List<String> pieces = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<int[]> words = new ArrayList<>();
    private final List<Long> counts = new ArrayList<>();
    private final Map<Long, Long> pairCounts = new HashMap<>();
    private final Map<Long, Set<Integer>> pairWords = new HashMap<>();

    private record Candidate(long pair, long count) {}

    private final PriorityQueue<Candidate> queue = new PriorityQueue<>(
            Comparator.comparingLong(Candidate::count).reversed().thenComparingLong(Candidate::pair));

    private WordPieceTrainer(int size) {
        this.size = size;
    }

    /** The vocabulary, at most that large, in the order of the token ids. */
    public static List<String> train(Map<String, Long> wordCounts, int size) {
        WordPieceTrainer trainer = new WordPieceTrainer(size);
        trainer.read(wordCounts);
        trainer.join();
        return List.copyOf(trainer.pieces);
    }

    private void read(Map<String, Long> wordCounts) {
        Map<Integer, Long> characters = new HashMap<>();
        wordCounts.forEach((word, count) -> word.codePoints().forEach(c -> characters.merge(c, count, Long::sum)));
        Set<Integer> alphabet = new HashSet<>(characters.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(LARGEST_ALPHABET)
                .map(Map.Entry::getKey)
                .toList());
        SPECIAL.forEach(this::id);
        // letters and digits at the beginning and inside of words, so that no word of them is ever unknown
        for (char c = '0'; c <= 'z'; c = c == '9' ? 'a' : (char) (c + 1)) {
            id(String.valueOf(c));
            id(INSIDE + c);
        }
        List<Map.Entry<String, Long>> ordered = wordCounts.entrySet().stream()
                .filter(e -> e.getKey().codePoints().allMatch(alphabet::contains))
                .filter(e -> e.getValue() >= RAREST_WORD
                        || e.getKey().codePointCount(0, e.getKey().length()) == 1)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .toList();
        for (Map.Entry<String, Long> entry : ordered) {
            int[] characterPieces = entry.getKey().codePoints().toArray();
            for (int i = 0; i < characterPieces.length; i++) {
                characterPieces[i] = id((i == 0 ? "" : INSIDE) + Character.toString(characterPieces[i]));
            }
            words.add(characterPieces);
            counts.add(entry.getValue());
        }
        for (int word = 0; word < words.size(); word++) {
            count(word, 1, null);
        }
        pairCounts.forEach((pair, count) -> queue.add(new Candidate(pair, count)));
    }

    private int id(String piece) {
        return ids.computeIfAbsent(piece, p -> {
            pieces.add(p);
            return pieces.size() - 1;
        });
    }

    private void count(int word, int sign, @org.jspecify.annotations.Nullable Set<Long> changed) {
        int[] symbols = words.get(word);
        long weight = sign * counts.get(word);
        for (int i = 0; i + 1 < symbols.length; i++) {
            long pair = ((long) symbols[i] << 32) | symbols[i + 1];
            pairCounts.merge(pair, weight, Long::sum);
            if (sign > 0) {
                pairWords.computeIfAbsent(pair, p -> new HashSet<>()).add(word);
            }
            if (changed != null) {
                changed.add(pair);
            }
        }
    }

    private void join() {
        while (pieces.size() < size && !queue.isEmpty()) {
            Candidate best = queue.poll();
            long current = pairCounts.getOrDefault(best.pair, 0L);
            if (current != best.count || current < RAREST_WORD) {
                // this entry is outdated: the count has changed, and another entry has the new count
                continue;
            }
            int left = (int) (best.pair >>> 32);
            int right = (int) best.pair;
            int joined = id(pieces.get(left) + pieces.get(right).substring(INSIDE.length()));
            Set<Integer> affected = pairWords.remove(best.pair);
            if (affected == null) {
                continue;
            }
            Set<Long> changed = new HashSet<>();
            for (int word : affected) {
                count(word, -1, changed);
                words.set(word, replaced(words.get(word), left, right, joined));
                count(word, 1, changed);
            }
            for (long pair : changed) {
                long count = pairCounts.getOrDefault(pair, 0L);
                if (count > 0) {
                    queue.add(new Candidate(pair, count));
                } else {
                    pairCounts.remove(pair);
                    pairWords.remove(pair);
                }
            }
        }
    }

    private static int[] replaced(int[] symbols, int left, int right, int joined) {
        int[] result = new int[symbols.length];
        int length = 0;
        for (int i = 0; i < symbols.length; i++) {
            if (i + 1 < symbols.length && symbols[i] == left && symbols[i + 1] == right) {
                result[length++] = joined;
                i++;
            } else {
                result[length++] = symbols[i];
            }
        }
        return Arrays.copyOf(result, length);
    }
}
