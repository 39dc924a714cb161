package io.moderato.suggestion.store;

import io.moderato.access.store.Actor;
import io.moderato.access.store.ByAdmin;
import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import io.moderato.database.ScheduledWork;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deletes suggestions, and with them the texts, when their time is over or an admin says so. Feedback that came of one stays: it holds no
 * text.
 */
@Repository
public class OldSuggestions {
    private static final Logger LOG = LoggerFactory.getLogger(OldSuggestions.class);
    private static final int AT_ONCE = 1000;

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final SuggestionSettings settings;

    OldSuggestions(JdbcClient jdbc, AuditTrail audit, SuggestionSettings settings) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.settings = settings;
    }

    /** Deletes what is older than it may become; several services that do so at once do not wait for one another. */
    @Scheduled(
            initialDelayString = "${moderato.suggestions.first-care:1m}",
            fixedDelayString = "${moderato.suggestions.care-interval:1h}")
    public void deleteWhatIsOver() {
        ScheduledWork.attempt(
                LOG,
                "deleting old suggestions",
                () -> ScheduledWork.steps(Integer.MAX_VALUE, AT_ONCE, this::deleteSome));
    }

    private int deleteSome() {
        return jdbc.sql("""
                        DELETE FROM suggestion WHERE id IN (
                            SELECT id FROM suggestion
                            WHERE given_at < now() - make_interval(secs => CASE WHEN state = 'ACCEPTED' THEN ? ELSE ? END)
                            LIMIT ? FOR UPDATE SKIP LOCKED)
                        """)
                .params(seconds(settings.keepAccepted()), seconds(settings.keepWaiting()), AT_ONCE)
                .update();
    }

    /** Deletes all suggestions of a community that came before that time, decided or not, and returns how many those were. */
    @ByAdmin
    @Transactional
    public int erase(Actor admin, CommunityId community, Instant before) {
        int erased = jdbc.sql("DELETE FROM suggestion WHERE community_id = ? AND given_at < ?")
                .params(community.value(), Columns.timestamp(before))
                .update();
        audit.record(
                admin.username(),
                "suggestions.erase",
                community.value(),
                community,
                Map.of("before", before.toString(), "suggestions", Integer.toString(erased)));
        return erased;
    }

    private static double seconds(Duration duration) {
        return duration.toSeconds();
    }
}
