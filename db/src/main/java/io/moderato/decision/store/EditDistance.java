package io.moderato.decision.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Levenshtein's distance of two texts, computed only as far as needed to know whether it is small.
 *
 * <p>Source: E. Ukkonen, "Algorithms for approximate string matching" (1985). For each number of edits, the algorithm finds how far each
 * diagonal of the table can be followed. The number of steps is about the length plus half the square of the limit, instead of the product
 * of both lengths.
 */
final class EditDistance {
    /** The distance is over the limit. */
    static final int OVER_LIMIT = -1;
    /** The effort was used up before the answer was known. */
    static final int UNKNOWN = -2;

    private static final int NOWHERE = Integer.MIN_VALUE / 2;
    private static final int BUCKETS = 256;

    private EditDistance() {}

    /** The steps that may be taken, for one text and for all texts that are compared together. */
    static final class Effort {
        private final @Nullable Effort together;
        private long left;

        private Effort(long steps, @Nullable Effort together) {
            this.left = steps;
            this.together = together;
        }

        static Effort ofAll(long steps) {
            return new Effort(steps, null);
        }

        Effort ofOne(long steps) {
            return new Effort(steps, this);
        }

        private boolean take(long steps) {
            left -= steps;
            return left >= 0 && (together == null || together.take(steps));
        }
    }

    /** The distance in UTF-16 chars if it is at most {@code limit}; otherwise {@link #OVER_LIMIT} or {@link #UNKNOWN}. */
    static int within(int limit, String one, String other, Effort effort) {
        int from = 0;
        int shorter = Math.min(one.length(), other.length());
        while (from < shorter && one.charAt(from) == other.charAt(from)) {
            from++;
        }
        int cut = 0;
        while (cut < shorter - from && one.charAt(one.length() - 1 - cut) == other.charAt(other.length() - 1 - cut)) {
            cut++;
        }
        String a = one.substring(from, one.length() - cut);
        String b = other.substring(from, other.length() - cut);
        if (!effort.take(one.length() + other.length())) {
            return UNKNOWN;
        }
        if (atLeast(a, b) > limit) {
            return OVER_LIMIT;
        }
        return a.isEmpty() || b.isEmpty() ? a.length() + b.length() : byDiagonals(limit, a, b, effort);
    }

    /** A lower bound of the distance, in linear time: if one text has more of a character than the other, the difference must be edited. */
    private static int atLeast(String a, String b) {
        int[] counts = new int[BUCKETS];
        for (int i = 0; i < a.length(); i++) {
            counts[a.charAt(i) % BUCKETS]++;
        }
        for (int i = 0; i < b.length(); i++) {
            counts[b.charAt(i) % BUCKETS]--;
        }
        int more = 0;
        int less = 0;
        for (int count : counts) {
            more += Math.max(count, 0);
            less += Math.max(-count, 0);
        }
        return Math.max(more, less);
    }

    private static int byDiagonals(int limit, String a, String b, Effort effort) {
        int goal = b.length() - a.length();
        int middle = limit + 1;
        // for each diagonal, shifted by the middle: the number of chars of a that are matched after this number of
        // edits
        int[] before = new int[2 * middle + 1];
        int[] now = new int[2 * middle + 1];
        Arrays.fill(before, NOWHERE);
        Arrays.fill(now, NOWHERE);
        for (int edits = 0; edits <= limit; edits++) {
            // a diagonal that is farther from the last one than the edits that are left cannot reach it
            int first = Math.max(-edits, goal - (limit - edits));
            int last = Math.min(edits, goal + (limit - edits));
            long steps = last - first + 1L;
            for (int diagonal = first; diagonal <= last; diagonal++) {
                int at = diagonal + middle;
                int row = edits == 0 ? 0 : Math.max(before[at] + 1, Math.max(before[at - 1], before[at + 1] + 1));
                row = Math.min(row, Math.min(a.length(), b.length() - diagonal));
                int start = row;
                while (row >= 0
                        && row < a.length()
                        && row + diagonal >= 0
                        && row + diagonal < b.length()
                        && a.charAt(row) == b.charAt(row + diagonal)) {
                    row++;
                }
                now[at] = row;
                steps += row - start;
                if (diagonal == goal && row == a.length()) {
                    return edits;
                }
            }
            if (!effort.take(steps)) {
                return UNKNOWN;
            }
            int[] spare = before;
            before = now;
            now = spare;
            Arrays.fill(now, Math.max(0, first - 1 + middle), Math.min(now.length, last + 2 + middle), NOWHERE);
        }
        return OVER_LIMIT;
    }
}
