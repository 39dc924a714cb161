package io.moderato.chaos;

import io.moderato.chaos.Callers.Answer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One fault while callers post, and what came of it. */
final class Trial {
    private static final int CALLERS = 8;
    private static final Duration BEFORE = Duration.ofSeconds(10);
    private static final Duration AFTERWARDS = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Rig rig;
    private final int perSecond;

    Trial(Rig rig, int perSecond) {
        this.rig = rig;
        this.perSecond = perSecond;
    }

    /**
     * What came of a fault.
     *
     * @param accepted   comments that were answered with 202
     * @param lost       accepted ones that are not there, or were never decided
     * @param twice      external ids with several contents, and contents with several automatic decisions
     * @param troubles   other answers, and how many
     * @param silence    the longest time in which nothing was accepted
     * @param acceptedIn after which time, from when a recovery was possible, the last trouble was over
     * @param decidedIn  after which time everything older than two seconds was decided
     * @param slowest    the longest time from an acceptance to its decision
     * @param p99        of accepted attempts before and during the fault, in milliseconds
     */
    record Outcome(
            int accepted,
            int lost,
            int twice,
            Map<String, Integer> troubles,
            Duration silence,
            Duration acceptedIn,
            Duration decidedIn,
            Duration slowest,
            double p99Before,
            double p99During) {
        boolean isGood() {
            return lost == 0 && twice == 0;
        }
    }

    Outcome run(Fault fault) throws Exception {
        Instant begin = Instant.now();
        Instant from;
        Instant possible;
        Instant over;
        Callers callers = new Callers(rig::addresses, CALLERS, perSecond);
        Duration decidedIn;
        try (callers) {
            sleep(BEFORE);
            from = Instant.now();
            possible = fault.happen(rig);
            over = Instant.now();
            awaitDecided();
            decidedIn = Duration.between(possible, Instant.now());
            sleep(AFTERWARDS);
        }
        awaitDecided();
        List<Answer> before = callers.between(begin, from);
        List<Answer> during = callers.between(from, Instant.now());
        Collection<String> ids = callers.accepted().values();
        return new Outcome(
                ids.size(),
                ids.size()
                        - count("SELECT count(*) FROM content WHERE id = ANY (?::uuid[]) AND status = 'DECIDED'", ids),
                count(
                                "SELECT count(*) - count(DISTINCT external_id) FROM content WHERE external_id = ANY (?)",
                                callers.accepted().keySet())
                        + count(
                                "SELECT count(*) - count(DISTINCT content_id) FROM decision WHERE automatic AND content_id = ANY (?::uuid[])",
                                ids),
                Callers.troubles(during),
                silence(during, from),
                during.stream()
                        .filter(answer -> !answer.isAccepted())
                        .map(answer -> answer.sent().plus(answer.took()))
                        .max(Instant::compareTo)
                        .map(last -> Duration.between(possible, last))
                        .filter(Duration::isPositive)
                        .orElse(Duration.ZERO),
                decidedIn,
                Duration.ofMillis(count("""
                        SELECT coalesce(max(extract(epoch FROM decision.decided_at - content.submitted_at) * 1000), 0)::int
                        FROM content JOIN decision ON content_id = content.id WHERE content.id = ANY (?::uuid[])
                        """, ids)),
                Callers.millis(before, 0.99),
                Callers.millis(callers.between(from, over), 0.99));
    }

    private static Duration silence(List<Answer> during, Instant from) {
        Duration longest = Duration.ZERO;
        Instant last = from;
        List<Instant> accepted = during.stream()
                .filter(Answer::isAccepted)
                .map(answer -> answer.sent().plus(answer.took()))
                .sorted()
                .toList();
        for (Instant each : accepted) {
            Duration gap = Duration.between(last, each);
            longest = gap.compareTo(longest) > 0 ? gap : longest;
            last = each;
        }
        return longest;
    }

    /** Waits until nothing that is older than two seconds is undecided. */
    private void awaitDecided() throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            try (Connection connection = rig.connect();
                    PreparedStatement statement = connection.prepareStatement(
                            "SELECT EXISTS (SELECT FROM content WHERE status = 'QUEUED' AND submitted_at < now() - interval '2 seconds')");
                    ResultSet row = statement.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    return;
                }
            } catch (SQLException away) {
                // the fault may be that PostgreSQL does not answer
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private int count(String sql, Collection<String> values) throws SQLException {
        try (Connection connection = rig.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            Array array = connection.createArrayOf("text", values.toArray());
            statement.setArray(1, array);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static void sleep(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
