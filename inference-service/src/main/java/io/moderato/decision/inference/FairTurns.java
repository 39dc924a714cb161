package io.moderato.decision.inference;

import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded number of turns, of which each community gets its fair share: the next free turn goes to the work whose communities had the
 * least so far (start-time fair queueing; Goyal, Vin and Cheng, "Start-time fair queueing", IEEE/ACM ToN 5(5), 1997). A community that
 * was idle does not save up turns. Thread-safe.
 */
public final class FairTurns {
    /** What deciding about a content costs, however short it is: in the time that a model needs for so many chars. */
    private static final long COST_OF_ANY = 50;

    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Waiter> waiting = new ArrayList<>();
    /** What communities had, in units of cost, as far as it lies above {@link #now}. */
    private final Map<CommunityId, Long> served = new HashMap<>();

    private int free;
    /** Where the last granted work began; whoever had less counts as having had this much. */
    private long now;

    /** So many turns at a time. */
    public FairTurns(int turns) {
        this.free = turns;
    }

    /**
     * Waits for a turn, however long that takes. Whoever got one gives it back.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void take(Map<CommunityId, Long> costs) throws InterruptedException {
        take(costs, FOR_EVER);
    }

    /**
     * Waits for a turn, at most that long, and says whether there is one. Whoever got one gives it back.
     *
     * @param costs how much the work is for each of its communities, in any unit that is the same for all
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean take(Map<CommunityId, Long> costs, Duration patience) throws InterruptedException {
        long nanos = patience.toNanos();
        lock.lockInterruptibly();
        try {
            Waiter waiter = new Waiter(costs, lock.newCondition());
            waiting.add(waiter);
            grant();
            try {
                while (!waiter.granted) {
                    if (nanos <= 0) {
                        return false;
                    }
                    nanos = waiter.turn.awaitNanos(nanos);
                }
                return true;
            } catch (InterruptedException stopped) {
                if (waiter.granted) {
                    free++;
                    grant();
                }
                throw stopped;
            } finally {
                waiting.remove(waiter);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives a turn back. */
    public void giveBack() {
        lock.lock();
        try {
            free++;
            grant();
        } finally {
            lock.unlock();
        }
    }

    /** How many wait. */
    public int waiting() {
        lock.lock();
        try {
            return (int) waiting.stream().filter(waiter -> !waiter.granted).count();
        } finally {
            lock.unlock();
        }
    }

    /** What deciding about these contents costs, by community. */
    public static Map<CommunityId, Long> costs(List<Content> contents) {
        Map<CommunityId, Long> costs = new HashMap<>();
        contents.forEach(content ->
                costs.merge(content.community(), COST_OF_ANY + content.text().length(), Long::sum));
        return costs;
    }

    private void grant() {
        while (free > 0) {
            Waiter next = waiting.stream()
                    .filter(waiter -> !waiter.granted)
                    .min(Comparator.comparingLong(this::start))
                    .orElse(null);
            if (next == null) {
                return;
            }
            free--;
            now = start(next);
            next.costs.forEach(
                    (community, cost) -> served.merge(community, now + cost, (had, from) -> Math.max(had, now) + cost));
            // whoever had no more than everybody counts as having had nothing
            served.values().removeIf(had -> had <= now);
            next.granted = true;
            next.turn.signal();
        }
    }

    /** What the one of its communities had that had the least. */
    private long start(Waiter waiter) {
        return waiter.costs.keySet().stream()
                .mapToLong(community -> Math.max(now, served.getOrDefault(community, now)))
                .min()
                .orElse(now);
    }

    private static final class Waiter {
        private final Map<CommunityId, Long> costs;
        private final Condition turn;
        private boolean granted;

        Waiter(Map<CommunityId, Long> costs, Condition turn) {
            this.costs = costs;
            this.turn = turn;
        }
    }
}
