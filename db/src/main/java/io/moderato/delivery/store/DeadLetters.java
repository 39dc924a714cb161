package io.moderato.delivery.store;

import io.moderato.access.store.Actor;
import io.moderato.audit.store.AuditTrail;
import io.moderato.database.Columns;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The records that could not be processed. */
@Repository
public class DeadLetters {
    private static final RowMapper<DeadLetter> LETTER = (row, index) -> new DeadLetter(
            Columns.uuid(row, "id"),
            row.getString("topic"),
            row.getInt("kafka_partition"),
            row.getLong("kafka_offset"),
            row.getString("record_key"),
            row.getString("payload"),
            Columns.uuidOrNull(row, "content_id"),
            row.getObject("revision", Integer.class),
            row.getString("cause"),
            Columns.instant(row, "failed_at"),
            Columns.instantOrNull(row, "replayed_at"),
            row.getString("replayed_by"));

    private final JdbcClient jdbc;
    private final AuditTrail audit;

    DeadLetters(JdbcClient jdbc, AuditTrail audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** Keeps a failed record; the same record a second time changes nothing. Its content, if known, is marked FAILED. */
    @Transactional
    public void keep(DeadLetter letter) {
        int kept = jdbc.sql("""
                        INSERT INTO dead_letter (id, topic, kafka_partition, kafka_offset, record_key, payload, content_id, revision, cause)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (topic, kafka_partition, kafka_offset) DO NOTHING
                        """)
                .params(Columns.values(
                        letter.id(),
                        letter.topic(),
                        letter.partition(),
                        letter.offset(),
                        letter.key(),
                        letter.payload(),
                        letter.contentId(),
                        letter.revision(),
                        letter.cause()))
                .update();
        if (kept == 1 && letter.contentId() != null && letter.revision() != null) {
            jdbc.sql("UPDATE content SET status = 'FAILED' WHERE id = ? AND revision = ? AND status = 'QUEUED'")
                    .params(letter.contentId(), letter.revision())
                    .update();
        }
    }

    /** Dead letters, waiting ones first, the newest first. */
    @PreAuthorize("hasRole('ADMIN')")
    public List<DeadLetter> list(int offset, int limit) {
        return jdbc.sql("SELECT * FROM dead_letter ORDER BY replayed_at IS NOT NULL, failed_at DESC OFFSET ? LIMIT ?")
                .params(offset, limit)
                .query(LETTER)
                .list();
    }

    /** How many wait. */
    public int waiting() {
        return jdbc.sql("SELECT count(*) FROM dead_letter WHERE replayed_at IS NULL")
                .query(Integer.class)
                .single();
    }

    /**
     * Sends a dead letter again by {@code send}, which must not return before Kafka has it; its content is QUEUED again.
     *
     * @throws ProblemException NOT_FOUND if there is none, WRONG_STATE if it was replayed already
     */
    @PreAuthorize("hasRole('ADMIN') and #admin.username() == authentication.name")
    @Transactional
    public void replay(Actor admin, UUID id, Consumer<DeadLetter> send) {
        DeadLetter letter = jdbc.sql("SELECT * FROM dead_letter WHERE id = ? FOR UPDATE")
                .param(id)
                .query(LETTER)
                .optional()
                .orElseThrow(() -> ProblemException.notFound("dead letter"));
        if (letter.replayedAt() != null) {
            throw new ProblemException(ProblemKey.WRONG_STATE, "This record was sent again already.");
        }
        jdbc.sql("UPDATE dead_letter SET replayed_at = now(), replayed_by = ? WHERE id = ?")
                .params(admin.username(), id)
                .update();
        if (letter.contentId() != null && letter.revision() != null) {
            jdbc.sql("""
                            UPDATE content SET status = 'QUEUED', resend_at = now() + interval '1 minute'
                            WHERE id = ? AND revision = ? AND status = 'FAILED'
                            """).params(letter.contentId(), letter.revision()).update();
        }
        audit.record(admin.username(), "dead-letter.replay", id.toString(), null, Map.of("topic", letter.topic()));
        send.accept(letter);
    }
}
