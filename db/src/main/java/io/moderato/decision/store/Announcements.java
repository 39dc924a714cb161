package io.moderato.decision.store;

import io.moderato.database.Columns;
import io.moderato.decision.Decision;
import io.moderato.decision.DecisionId;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decisions that Kafka is still to be told of. Written in the transaction that records a decision and removed once Kafka has it, so
 * none is forgotten; one may be told twice. The pipeline tells of its own batches itself, before it commits their offsets.
 */
@Repository
public class Announcements {
    /** The key of the advisory lock: "annc" in ASCII. */
    private static final int ONE_AT_A_TIME = 0x616e6e63;

    private final JdbcClient jdbc;

    Announcements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Has these decisions told, once the caller's transaction is through. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void owe(Collection<DecisionId> decisions) {
        jdbc.sql("INSERT INTO decision_announcement (decision_id) SELECT unnest(?::uuid[])")
                .param(Columns.column(decisions, DecisionId::value))
                .update();
    }

    /**
     * Tells of the decisions that were recorded first and returns how many they were. Only one caller at a time tells, in the order of
     * recording, so decisions about one content never overtake each other.
     *
     * @param told says whether Kafka has all of them; if not, they stay
     */
    @Transactional
    public int tell(int limit, Predicate<List<Decision>> told) {
        boolean mine = jdbc.sql("SELECT pg_try_advisory_xact_lock(?)")
                .param(ONE_AT_A_TIME)
                .query(Boolean.class)
                .single();
        if (!mine) {
            return 0;
        }
        List<Owed> owed = jdbc.sql("""
                        SELECT d.*, a.id AS announcement FROM decision_announcement a JOIN decision d ON d.id = a.decision_id
                        ORDER BY a.id LIMIT ?
                        """)
                .param(limit)
                .query((row, index) -> new Owed(row.getLong("announcement"), DecisionRow.MAPPER.mapRow(row, index)))
                .list();
        if (owed.isEmpty() || !told.test(owed.stream().map(Owed::decision).toList())) {
            return 0;
        }
        jdbc.sql("DELETE FROM decision_announcement WHERE id = ANY (?::bigint[])")
                .param(Columns.column(owed, Owed::announcement))
                .update();
        return owed.size();
    }

    private record Owed(long announcement, Decision decision) {}
}
