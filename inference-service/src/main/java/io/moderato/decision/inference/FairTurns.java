package io.moderato.decision.inference;

import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A bounded number of turns, given in {@link FairOrder}. Thread-safe. */
public final class FairTurns {
    /** The cost of deciding about any content, however short: the time that a model needs for this many chars. */
    private static final long COST_OF_ANY = 50;

    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Waiter> waiting = new ArrayList<>();
    private final FairOrder order = new FairOrder();

    private int free;

    /** At most that many turns at a time. */
    public FairTurns(int turns) {
        this.free = turns;
    }

    /**
     * Waits for a turn, however long that takes. The caller must give the turn back.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void take(Map<CommunityId, Long> costs) throws InterruptedException {
        take(costs, FOR_EVER);
    }

    /**
     * Waits for a turn, at most that long, and returns whether the caller has one. The caller must give the turn back.
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

    /** The number of waiting callers. */
    public int waiting() {
        lock.lock();
        try {
            return notGranted().size();
        } finally {
            lock.unlock();
        }
    }

    /** The cost of deciding about these contents, by community. */
    public static Map<CommunityId, Long> costs(List<Content> contents) {
        Map<CommunityId, Long> costs = new HashMap<>();
        contents.forEach(content ->
                costs.merge(content.community(), COST_OF_ANY + content.text().length(), Long::sum));
        return costs;
    }

    private void grant() {
        while (free > 0) {
            Waiter next = order.first(notGranted(), waiter -> waiter.costs).orElse(null);
            if (next == null) {
                return;
            }
            free--;
            order.grant(next.costs);
            next.granted = true;
            next.turn.signal();
        }
    }

    private List<Waiter> notGranted() {
        return waiting.stream().filter(waiter -> !waiter.granted).toList();
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
