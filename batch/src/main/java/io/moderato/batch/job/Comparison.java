package io.moderato.batch.job;

import io.moderato.batch.input.Past;
import io.moderato.batch.output.Counts;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Reason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is decided otherwise than before, and how many known errors there were and would be. */
final class Comparison {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Below that name what is known is counted. */
    static final String LABELLED = "labelled";

    private Comparison() {}

    /** Counts a row whose past is known. */
    static void count(Counts counts, Past past, ModerationResult now) {
        Outcome before = past.outcome();
        if (before == null) {
            return;
        }
        counts.add("compared", "rows");
        counts.add("compared", "flips", before.name(), now.outcome().name());
        if (before == Outcome.APPROVE && now.outcome() != Outcome.APPROVE) {
            now.reasons().stream()
                    .map(Reason::category)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .ifPresent(category -> counts.add("compared", "byCategory", category.key(), "newly"));
        }
        if (before != Outcome.APPROVE && now.outcome() == Outcome.APPROVE && past.category() != null) {
            counts.add("compared", "byCategory", past.category().key(), "nolonger");
        }
        if (past.right() != null && past.right() != Outcome.REVIEW) {
            counts.add(
                    LABELLED, past.right().name(), before.name(), now.outcome().name());
        }
    }

    /** Whether a row is decided otherwise, or wrongly as far as is known. */
    static boolean isWorthALook(Past past, ModerationResult now) {
        return past.outcome() != now.outcome() || isWrong(now.outcome(), past.right());
    }

    /** REVIEW is neither right nor wrong: a human decides. */
    private static boolean isWrong(Outcome decided, @Nullable Outcome right) {
        return right != null
                && right != Outcome.REVIEW
                && decided != Outcome.REVIEW
                && (decided == Outcome.APPROVE) != (right == Outcome.APPROVE);
    }

    /** The errors before and now among the rows whose right outcome is known, with their intervals. */
    static @Nullable ObjectNode knownErrors(Counts counts) {
        Tally before = new Tally();
        Tally now = new Tally();
        long labelled = 0;
        long mended = 0;
        long broken = 0;
        for (Outcome right : Outcome.values()) {
            for (Outcome then : Outcome.values()) {
                for (Outcome today : Outcome.values()) {
                    long rows = counts.of(LABELLED, right.name(), then.name(), today.name());
                    labelled += rows;
                    before.add(then, right, rows);
                    now.add(today, right, rows);
                    boolean was = isWrong(then, right);
                    boolean is = isWrong(today, right);
                    mended += was && !is ? rows : 0;
                    broken += !was && is ? rows : 0;
                }
            }
        }
        if (labelled == 0) {
            return null;
        }
        ObjectNode errors = JSON.createObjectNode();
        errors.put("labelled", labelled);
        errors.set("past", before.json());
        errors.set("now", now.json());
        errors.put("mended", mended);
        errors.put("broken", broken);
        return errors;
    }

    /** What is known of the outcomes of one side. */
    private static final class Tally {
        private long restricted;
        private long restrictedWrongly;
        private long approved;
        private long approvedWrongly;
        private long toHumans;

        void add(Outcome decided, Outcome right, long rows) {
            switch (decided) {
                case APPROVE -> {
                    approved += rows;
                    approvedWrongly += isWrong(decided, right) ? rows : 0;
                }
                case REJECT, MODIFY -> {
                    restricted += rows;
                    restrictedWrongly += isWrong(decided, right) ? rows : 0;
                }
                case REVIEW -> toHumans += rows;
            }
        }

        ObjectNode json() {
            ObjectNode json = JSON.createObjectNode();
            json.set("restrictedWrongly", KnownRate.json(restrictedWrongly, restricted));
            json.set("approvedWrongly", KnownRate.json(approvedWrongly, approved));
            json.put("toHumans", toHumans);
            return json;
        }
    }
}
