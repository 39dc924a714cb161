package io.moderato.decision.kafka;

import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.kafka.KafkaException;
import org.springframework.transaction.TransactionException;

/** Says whether a failure is the fault of the record. */
enum RecordFault {
    /** It is the record's fault: the record fails however often it is tried. */
    CERTAIN,
    /** It may be the record's fault: it is, if the record fails again alone while the model works. */
    POSSIBLE,
    /** It is our fault: PostgreSQL, Kafka or the model does not answer. The record stays where it is. */
    NONE;

    static RecordFault of(RuntimeException failure) {
        return switch (failure) {
            case DataIntegrityViolationException violation -> CERTAIN;
            case DataAccessException database -> NONE;
            case TransactionException database -> NONE;
            case KafkaException kafka -> NONE;
            case org.apache.kafka.common.KafkaException kafka -> NONE;
            case ProblemException problem -> of(problem.key().kind());
            default -> POSSIBLE;
        };
    }

    private static RecordFault of(ProblemKey.Kind kind) {
        return switch (kind) {
            case INVALID, TOO_LARGE, NOT_FOUND, GONE -> CERTAIN;
            case UNAUTHENTICATED, FORBIDDEN, CONFLICT, UNPROCESSABLE -> POSSIBLE;
            case RATE_LIMITED, OUT_OF_CAPACITY, OURS -> NONE;
        };
    }
}
