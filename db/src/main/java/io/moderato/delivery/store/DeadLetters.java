package io.moderato.delivery.store;

import io.moderato.access.store.Actor;
import io.moderato.access.store.ByAdmin;
import io.moderato.audit.store.AuditTrail;
import io.moderato.database.Columns;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The Kafka records that could not be processed. */
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
            row.getString("replayed_by"),
            Columns.instantOrNull(row, "sent_at"));

    private final JdbcClient jdbc;
    private final AuditTrail audit;

    DeadLetters(JdbcClient jdbc, AuditTrail audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /**
     * Keeps a failed record; the same record a second time changes nothing. Its content, if known, is marked FAILED. A record about an
     * erased content is not kept.
     */
    @Transactional
    public void keep(DeadLetter letter) {
        if (isErased(letter)) {
            return;
        }
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

    private boolean isErased(DeadLetter letter) {
        return contentOf(letter)
                .flatMap(content ->
                        jdbc.sql("""
                        SELECT status = 'ERASED' FROM content WHERE id = ? ORDER BY revision DESC LIMIT 1 FOR KEY SHARE
                        """).param(content).query(Boolean.class).optional())
                .orElse(false);
    }

    /** A record that cannot be read still has its content as the key. */
    private static Optional<UUID> contentOf(DeadLetter letter) {
        if (letter.contentId() != null || letter.key() == null) {
            return Optional.ofNullable(letter.contentId());
        }
        try {
            return Optional.of(UUID.fromString(letter.key()));
        } catch (IllegalArgumentException notAContent) {
            return Optional.empty();
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

    /** The number of dead letters that wait for an admin. */
    public int waiting() {
        return jdbc.sql("SELECT count(*) FROM dead_letter WHERE replayed_at IS NULL")
                .query(Integer.class)
                .single();
    }

    /**
     * Marks a dead letter to be sent again; its content is QUEUED again. A process with access to Kafka sends it within seconds, or as soon
     * as Kafka answers.
     *
     * @throws ProblemException NOT_FOUND if there is no such dead letter, WRONG_STATE if somebody has already asked for it
     */
    @ByAdmin
    @Transactional
    public void replay(Actor admin, UUID id) {
        if (ask(admin, id).isEmpty()) {
            boolean known = jdbc.sql("SELECT EXISTS (SELECT FROM dead_letter WHERE id = ?)")
                    .param(id)
                    .query(Boolean.class)
                    .single();
            throw known
                    ? new ProblemException(ProblemKey.WRONG_STATE, "This record was sent again already.")
                    : ProblemException.notFound("dead letter");
        }
        audit.record(admin.username(), "dead-letter.replay", id.toString(), null, Map.of());
    }

    /** Marks all waiting dead letters to be sent again, and returns their number. */
    @ByAdmin
    @Transactional
    public int replayAll(Actor admin) {
        int asked = ask(admin, null).size();
        if (asked > 0) {
            audit.record(
                    admin.username(), "dead-letter.replay", "all", null, Map.of("records", Integer.toString(asked)));
        }
        return asked;
    }

    /** Marks that dead letter, or all waiting ones if none is named, and returns the ids of the marked ones. */
    private List<UUID> ask(Actor admin, @Nullable UUID one) {
        List<UUID> asked = jdbc.sql("""
                        UPDATE dead_letter SET replayed_at = now(), replayed_by = ?
                        WHERE replayed_at IS NULL AND (?::uuid IS NULL OR id = ?) RETURNING id
                        """)
                .params(Columns.values(admin.username(), one, one))
                .query(UUID.class)
                .list();
        jdbc.sql("""
                        UPDATE content c SET status = 'QUEUED', resend_at = now() + interval '1 minute'
                        FROM dead_letter d WHERE d.id = ANY (?::uuid[])
                        AND c.id = d.content_id AND c.revision = d.revision AND c.status = 'FAILED'
                        """).param(Columns.column(asked, each -> each)).update();
        return asked;
    }

    /**
     * Passes on dead letters that are to be sent again, the oldest first, and returns how many were taken. Two processes never get the same
     * dead letter.
     *
     * @param taken the receiver; it must not return before Kafka has the records, and if it throws, the records come again
     */
    @Transactional
    public int handReplayed(int limit, Consumer<List<DeadLetter>> taken) {
        List<DeadLetter> letters = jdbc.sql("""
                        SELECT * FROM dead_letter WHERE replayed_at IS NOT NULL AND sent_at IS NULL
                        ORDER BY failed_at LIMIT ? FOR UPDATE SKIP LOCKED
                        """).param(limit).query(LETTER).list();
        if (letters.isEmpty()) {
            return 0;
        }
        taken.accept(letters);
        jdbc.sql("UPDATE dead_letter SET sent_at = now() WHERE id = ANY (?::uuid[])")
                .param(Columns.column(letters, DeadLetter::id))
                .update();
        return letters.size();
    }
}
