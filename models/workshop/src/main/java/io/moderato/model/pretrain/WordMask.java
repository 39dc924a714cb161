package io.moderato.model.pretrain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Hides words for the encoder to guess: all pieces of a word or none. Of the hidden pieces 80 % become [MASK], 10 % another piece,
 * 10 % stay. Source: Devlin et al. 2018, section 3.1, with the whole-word masking of the authors' later models.
 */
final class WordMask {
    private final boolean[] insideWord;
    private final int special;
    private final int mask;
    private final double share;

    /**
     * @param insideWord for each token id, whether it continues a word
     * @param special the first id that is not a special token; special tokens are never hidden
     * @param mask the id of [MASK]
     * @param share the share of the tokens to hide
     */
    WordMask(boolean[] insideWord, int special, int mask, double share) {
        this.insideWord = insideWord;
        this.special = special;
        this.mask = mask;
        this.share = share;
    }

    /**
     * Rows with hidden words.
     *
     * @param ids the token ids, rows × tokens, one after the other, with the hidden words replaced
     * @param places the places of hidden tokens, in rising order
     * @param hidden the original token at each place
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Masked(long[] ids, long[] places, long[] hidden) {}

    /** Hides words of the rows: in each row the same share of its tokens, and at least one word. */
    Masked hide(List<int[]> rows, RandomGenerator random) {
        int tokens = rows.getFirst().length;
        long[] ids = new long[rows.size() * tokens];
        List<Integer> places = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            int[] row = rows.get(r);
            for (int i = 0; i < tokens; i++) {
                ids[r * tokens + i] = row[i];
            }
            choose(row, random, r * tokens, places);
        }
        long[] at = new long[places.size()];
        long[] hidden = new long[places.size()];
        for (int i = 0; i < at.length; i++) {
            int place = places.get(i);
            at[i] = place;
            hidden[i] = ids[place];
            double dice = random.nextDouble();
            if (dice < 0.8) {
                ids[place] = mask;
            } else if (dice < 0.9) {
                ids[place] = random.nextInt(special, insideWord.length);
            }
        }
        return new Masked(ids, at, hidden);
    }

    private void choose(int[] row, RandomGenerator random, int offset, List<Integer> places) {
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < row.length; i++) {
            if (row[i] >= special && !(insideWord[row[i]] && i > 0 && row[i - 1] >= special)) {
                starts.add(i);
            }
        }
        Collections.shuffle(starts, java.util.Random.from(random));
        int wanted = Math.max(1, (int) Math.round(row.length * share));
        List<Integer> chosen = new ArrayList<>();
        for (int start : starts) {
            if (chosen.size() >= wanted) {
                break;
            }
            int end = start + 1;
            while (end < row.length && row[end] >= special && insideWord[row[end]]) {
                end++;
            }
            for (int i = start; i < end; i++) {
                chosen.add(offset + i);
            }
        }
        Collections.sort(chosen);
        places.addAll(chosen);
    }
}
