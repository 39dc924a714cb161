package io.moderato.archive.applying;

import io.moderato.archive.applying.HeldContents.Held;
import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.decision.Decision;
import io.moderato.decision.DecisionId;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.store.Decisions;
import io.moderato.decision.store.LaterDecisions;
import io.moderato.decision.store.LaterDecisions.Again;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Makes decisions of changes, or takes them back, where the very decision still stands that the change is about. */
@Component
class Redeciding {
    private static final Logger LOG = LoggerFactory.getLogger(Redeciding.class);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final String TAKEN_BACK =
            "The decision that followed from checking earlier contents again was taken back, and what was decided before holds again.";

    private final JdbcClient jdbc;
    private final Decisions decisions;
    private final LaterDecisions later;

    Redeciding(JdbcClient jdbc, Decisions decisions, LaterDecisions later) {
        this.jdbc = jdbc;
        this.decisions = decisions;
        this.later = later;
    }

    /** Decides about these changes as the application wants, in the caller's transaction, and says what became of each. */
    Map<TakenChange, Settled> about(Application application, List<TakenChange> changes, Map<ContentId, Held> held) {
        boolean undoing = application.state() == ApplicationState.UNDOING;
        Map<DecisionId, Decision> before = undoing ? before(changes) : Map.of();
        Map<TakenChange, Settled> settled = new LinkedHashMap<>();
        Map<TakenChange, Again> again = new LinkedHashMap<>();
        for (TakenChange change : changes) {
            Held content = Objects.requireNonNull(held.get(change.content()));
            LeftBecause refusing = content.refusing(change.revision(), expected(undoing, change));
            Wanted wanted = refusing != null ? Wanted.nothing(refusing) : wanted(undoing, change, before);
            if (wanted.result() == null) {
                settled.put(change, Settled.left(undoing, Objects.requireNonNull(wanted.because())));
            } else {
                again.put(
                        change,
                        new Again(
                                Objects.requireNonNull(content.content()),
                                Objects.requireNonNull(content.standing()),
                                wanted.result()));
            }
        }
        Map<ContentId, DecisionId> made = made(application, undoing, again);
        again.keySet()
                .forEach(change -> settled.put(
                        change,
                        Optional.ofNullable(made.get(change.content()))
                                .map(decision -> Settled.made(undoing, decision))
                                .orElseGet(() -> Settled.left(undoing, LeftBecause.EARLIER_DECISION))));
        return settled;
    }

    private static DecisionId expected(boolean undoing, TakenChange change) {
        return undoing ? Objects.requireNonNull(change.made()) : change.standing();
    }

    private Map<DecisionId, Decision> before(Collection<TakenChange> changes) {
        return decisions.findAll(changes.stream().map(TakenChange::standing).toList()).stream()
                .collect(Collectors.toMap(Decision::id, Function.identity()));
    }

    private static Wanted wanted(boolean undoing, TakenChange change, Map<DecisionId, Decision> before) {
        if (undoing) {
            return new Wanted(
                    Objects.requireNonNull(before.get(change.standing())).result(), null);
        }
        try {
            ModerationResult result = Columns.fromJson(change.result(), ModerationResult.class);
            // what stages found is decided again with today's human decisions, and not with those of the day of the run
            return Decisions.earlierBehind(result).isPresent()
                    ? Wanted.nothing(LeftBecause.EARLIER_DECISION)
                    : new Wanted(result, null);
        } catch (JacksonException | IllegalArgumentException unreadable) {
            LOG.warn(
                    "The result that was kept of content {} cannot be read: {}",
                    change.content(),
                    unreadable.getClass().getSimpleName());
            return Wanted.nothing(LeftBecause.UNREADABLE);
        }
    }

    /** What is to be decided, or why nothing is. */
    private record Wanted(
            @Nullable ModerationResult result, @Nullable LeftBecause because) {
        static Wanted nothing(LeftBecause because) {
            return new Wanted(null, because);
        }
    }

    private Map<ContentId, DecisionId> made(Application application, boolean undoing, Map<TakenChange, Again> again) {
        if (again.isEmpty()) {
            return Map.of();
        }
        List<Again> all = new ArrayList<>(again.values());
        List<Decision> recorded = undoing
                ? later.restore(
                        all,
                        TAKEN_BACK,
                        again.keySet().stream().map(TakenChange::standing).toList())
                : later.supersede(all, checkedAgain(application.run()));
        Map<ContentId, DecisionId> made = new HashMap<>();
        recorded.forEach(decision -> made.put(decision.content(), decision.id()));
        return made;
    }

    private String checkedAgain(UUID run) {
        Instant began = jdbc.sql("SELECT began_at FROM archive_run WHERE id = ?")
                .param(run)
                .query((row, index) -> Columns.instant(row, "began_at"))
                .single();
        return "Earlier contents were checked again on %s, and this decision followed from it."
                .formatted(DAY.format(began));
    }
}
