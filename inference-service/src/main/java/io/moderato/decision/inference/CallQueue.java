package io.moderato.decision.inference;

import io.moderato.decision.inference.WaitingCall.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Synchronous calls that wait for a worker, in {@link FairOrder}. A worker takes as many short calls as came while all workers were busy, so
 * that nobody waits for company, and everybody has some where there is much to do. Submitted content gives way to calls that wait.
 * Thread-safe.
 */
public final class CallQueue {
    /** The most text that is shared: what a model reads in some 50 ms. A longer call is answered by itself. */
    private static final long SHARED_CHARS = 8192;

    private final int workers;
    private final int maxWaiting;
    private final int maxShared;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition came = lock.newCondition();
    private final Condition nobodyWaits = lock.newCondition();
    private final List<WaitingCall> waiting = new ArrayList<>();
    private final FairOrder order = new FairOrder();
    private int busy;

    /**
     * An empty queue.
     *
     * @param workers    the workers, all of them free
     * @param maxWaiting calls that may wait while no worker is free
     * @param maxShared  contents that are worked on together, unless a single call has more
     */
    CallQueue(int workers, int maxWaiting, int maxShared) {
        this.workers = workers;
        this.maxWaiting = maxWaiting;
        this.maxShared = maxShared;
    }

    /** Adds a call, or returns false if too many wait. */
    boolean offer(WaitingCall call) {
        lock.lock();
        try {
            if (waiting.size() >= workers - busy + maxWaiting) {
                return false;
            }
            waiting.add(call);
            came.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for calls and returns those that this worker answers next: one, or several short ones that ask the same. The worker says when it
     * is {@link #free} again.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    List<WaitingCall> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty()) {
                came.await();
            }
            busy++;
            return together();
        } finally {
            lock.unlock();
        }
    }

    /** Says that the worker has answered what it took. */
    void free() {
        lock.lock();
        try {
            busy--;
        } finally {
            lock.unlock();
        }
    }

    /** Removes a call, or returns false if a worker has it already. */
    boolean remove(WaitingCall call) {
        lock.lock();
        try {
            return gone(call);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until no call waits for a worker, at most that long: work that nobody waits for gives way, but is not put off for ever.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void letPass(Duration patience) throws InterruptedException {
        long nanos = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (!waiting.isEmpty() && nanos > 0) {
                nanos = nobodyWaits.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The calls that no worker has taken. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private List<WaitingCall> together() {
        WaitingCall first = order.first(waiting, WaitingCall::costs).orElseThrow();
        grant(first);
        List<WaitingCall> calls = new ArrayList<>(List.of(first));
        Question question = first.question();
        int contents = first.contents().size();
        long chars = first.chars();
        while (contents < maxShared && chars < SHARED_CHARS) {
            int roomFor = maxShared - contents;
            long charsLeft = SHARED_CHARS - chars;
            List<WaitingCall> fitting = waiting.stream()
                    .filter(call -> call.question() == question
                            && call.contents().size() <= roomFor
                            && call.chars() <= charsLeft)
                    .toList();
            WaitingCall next = order.first(fitting, WaitingCall::costs).orElse(null);
            if (next == null) {
                break;
            }
            grant(next);
            calls.add(next);
            contents += next.contents().size();
            chars += next.chars();
        }
        return calls;
    }

    private void grant(WaitingCall call) {
        order.grant(call.costs());
        gone(call);
    }

    private boolean gone(WaitingCall call) {
        boolean removed = waiting.remove(call);
        if (waiting.isEmpty()) {
            nobodyWaits.signalAll();
        }
        return removed;
    }
}
