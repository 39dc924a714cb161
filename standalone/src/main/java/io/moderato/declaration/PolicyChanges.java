package io.moderato.declaration;

import io.moderato.decision.Category;
import io.moderato.decision.UnexaminedReason;
import io.moderato.policy.PolicyTerms;
import io.moderato.policy.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What differs between two policies, in words. */
final class PolicyChanges {
    private PolicyChanges() {}

    static List<String> between(PolicyTerms before, PolicyTerms after) {
        List<String> changes = new ArrayList<>();
        for (Category category : Category.values()) {
            Threshold was = before.thresholds().get(category);
            Threshold is = after.thresholds().get(category);
            if (!Objects.equals(was, is)) {
                changes.add("%s: %s → %s".formatted(category.key(), inWords(was), inWords(is)));
            }
        }
        for (UnexaminedReason reason : UnexaminedReason.values()) {
            String was = inWords(before, reason);
            String is = inWords(after, reason);
            if (!was.equals(is)) {
                changes.add("%s: %s → %s".formatted(reason.key(), was, is));
            }
        }
        if (before.chain() != after.chain()) {
            changes.add("chain: %s → %s".formatted(before.chain(), after.chain()));
        }
        return changes;
    }

    private static String inWords(@Nullable Threshold threshold) {
        if (threshold == null) {
            return "not decided by score";
        }
        return "reject above %s, review above %s"
                .formatted(
                        threshold.rejectAbove(),
                        threshold.reviewAbove() == null
                                ? Threshold.REVIEW_FACTOR + " of it"
                                : threshold.reviewAbove().toString());
    }

    private static String inWords(PolicyTerms terms, UnexaminedReason reason) {
        return terms.unexamined().containsKey(reason)
                ? terms.outcomeOf(reason).name()
                : "the default (%s)".formatted(PolicyTerms.defaultOf(reason));
    }
}
