package io.moderato.rules.engine;

import io.moderato.rules.Blocklist;
import io.moderato.rules.RuleAction;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The places in a text where rules apply: the first ones of each list one by one, and everything that masking lists cover. A text of 64 KB
 * can hold millions of places (a list of nested phrases, a text of one word), so the memory is bounded by the text and the number of lists,
 * not by the number of places.
 */
public final class RuleHits {
    /** The most places of one list that are kept one by one; nobody is shown more. */
    static final int KEPT_OF_A_LIST = 200;

    private final Set<RuleHit> hits = new LinkedHashSet<>();
    private final Map<Blocklist, Integer> kept = new IdentityHashMap<>();
    private final BitSet masked = new BitSet();

    RuleHits() {}

    /** Notes a place where a rule of that list applies. */
    void add(Blocklist list, String rule, int start, int end) {
        if (list.action() == RuleAction.MODIFY) {
            masked.set(start, end);
        }
        if (!isFull(list) && hits.add(new RuleHit(list, rule, start, end))) {
            kept.merge(list, 1, Integer::sum);
        }
    }

    /** Whether no more places of that list are kept one by one. */
    private boolean isFull(Blocklist list) {
        return kept.getOrDefault(list, 0) >= KEPT_OF_A_LIST;
    }

    /** Whether no rule applies anywhere. */
    public boolean isEmpty() {
        return hits.isEmpty();
    }

    /** The places, at most {@value #KEPT_OF_A_LIST} for each list, in the order in which they were found; every list that has one is there. */
    public Collection<RuleHit> places() {
        return Collections.unmodifiableSet(hits);
    }

    /** The text with that sign for every char that a masking list covers, whether or not its place was kept one by one. */
    public String masked(String text, char sign) {
        char[] chars = text.toCharArray();
        for (int start = masked.nextSetBit(0); start >= 0; ) {
            int end = masked.nextClearBit(start);
            Arrays.fill(chars, start, end, sign);
            start = masked.nextSetBit(end);
        }
        return new String(chars);
    }
}
