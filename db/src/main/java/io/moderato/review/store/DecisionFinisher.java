package io.moderato.review.store;

import io.moderato.database.PatientWork;
import io.moderato.problem.ProblemException;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Makes decisions final after the time for taking them back: at the start of a service and then every second. It runs in every service, so
 * any running service does the work; two services never finish the same decision.
 */
@Component
public class DecisionFinisher {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionFinisher.class);
    private static final int AT_ONCE = 200;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);

    private final FinalDecisions decisions;
    private final PatientWork work = new PatientWork(LOG, "decisions of moderators become final when it is back.");

    DecisionFinisher(FinalDecisions decisions) {
        this.decisions = decisions;
    }

    /** Makes all due decisions final, each in its own transaction. While the database does not answer, the work waits. */
    @Scheduled(fixedDelayString = "${moderato.review.finish-interval:1s}")
    public void finishOverdue() {
        work.attempt(() -> decisions.due(AT_ONCE).forEach(this::finish));
    }

    private void finish(UUID caseId) {
        try {
            decisions.finish(caseId);
        } catch (ProblemException refused) {
            decisions.giveBack(caseId, String.valueOf(refused.getMessage()));
        } catch (RuntimeException failed) {
            if (PatientWork.waitsFor(failed)) {
                throw failed;
            }
            LOG.error(
                    "The decision of case {} could not be made final; trying again in {} s",
                    caseId,
                    PAUSE_AFTER_FAILURE.toSeconds(),
                    failed);
            decisions.postpone(caseId, PAUSE_AFTER_FAILURE);
        }
    }
}
