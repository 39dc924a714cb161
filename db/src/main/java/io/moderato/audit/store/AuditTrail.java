package io.moderato.audit.store;

import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;

/**
 * The record of human and administrative acts. An entry is written in the same transaction as the act, so neither exists without the other.
 */
@Repository
public class AuditTrail {
    private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {};

    private final JdbcClient jdbc;

    AuditTrail(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Records an act, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(
            String actor, String action, String subject, @Nullable CommunityId community, Map<String, String> detail) {
        jdbc.sql("INSERT INTO audit_event (actor, action, subject, community_id, detail) VALUES (?, ?, ?, ?, ?::jsonb)")
                .params(Columns.values(
                        actor, action, subject, community == null ? null : community.value(), Columns.json(detail)))
                .update();
    }

    /** The newest acts before that place, the newest first. */
    @PreAuthorize("hasRole('ADMIN')")
    public List<AuditEvent> before(long id, int limit) {
        return jdbc.sql("SELECT * FROM audit_event WHERE id < ? ORDER BY id DESC LIMIT ?")
                .params(id, limit)
                .query((row, index) -> new AuditEvent(
                        row.getLong("id"),
                        Columns.instant(row, "at"),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("community_id"),
                        Columns.fromJson(row.getString("detail"), DETAIL)))
                .list();
    }
}
