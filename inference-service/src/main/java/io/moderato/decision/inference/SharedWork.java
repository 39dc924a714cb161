package io.moderato.decision.inference;

import io.moderato.content.Content;
import io.moderato.decision.ModerationResult;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Calls that are answered together, because a model reads many texts at once in less time than one after the other. */
final class SharedWork {
    private final List<WaitingCall> calls;
    private final Runnable done;
    private final FutureTask<Void> task;

    /**
     * The work for these calls, which all ask the same.
     *
     * @param pipeline gives the result for each content, in order
     * @param done     is called before the callers get their answers: whoever has an answer and calls again finds its worker free
     */
    SharedWork(List<WaitingCall> calls, Function<List<Content>, List<ModerationResult>> pipeline, Runnable done) {
        this.done = done;
        this.calls = calls;
        this.task = new FutureTask<>(() -> answer(pipeline), null);
        calls.forEach(call -> call.joins(this));
    }

    /** Does the work in this thread. Every call has its answer or its error when this returns. */
    void run() {
        stopIfUnwanted();
        task.run();
        // the interrupt of work that nobody waits for any more must not reach the next work
        Thread.interrupted();
    }

    /** Stops the work if no caller waits for it any more. */
    void stopIfUnwanted() {
        if (calls.stream().allMatch(call -> call.answer().isDone())) {
            task.cancel(true);
        }
    }

    private void answer(Function<List<Content>, List<ModerationResult>> pipeline) {
        try {
            share(pipeline.apply(
                    calls.stream().flatMap(call -> call.contents().stream()).toList()));
        } catch (DataAccessException | TransactionException database) {
            fail(new ProblemException(
                    ProblemKey.UNAVAILABLE,
                    "The database that holds policies and rules does not answer. Try again in a few seconds.",
                    null,
                    database));
        } catch (RuntimeException failed) {
            if (calls.size() == 1) {
                fail(failed);
            } else {
                eachAlone(pipeline);
            }
        } catch (Error failed) {
            fail(failed);
            throw failed;
        }
    }

    private void share(List<ModerationResult> results) {
        done.run();
        int from = 0;
        for (WaitingCall call : calls) {
            int to = from + call.contents().size();
            call.answer().complete(results.subList(from, to));
            from = to;
        }
    }

    private void fail(Throwable failed) {
        done.run();
        calls.forEach(call -> call.answer().completeExceptionally(failed));
    }

    /** The fault of one call is not a fault for the others. */
    private void eachAlone(Function<List<Content>, List<ModerationResult>> pipeline) {
        List<WaitingCall> wanted =
                calls.stream().filter(call -> !call.answer().isDone()).toList();
        for (WaitingCall call : wanted) {
            new SharedWork(List.of(call), pipeline, call == wanted.getLast() ? done : () -> {}).run();
        }
    }
}
