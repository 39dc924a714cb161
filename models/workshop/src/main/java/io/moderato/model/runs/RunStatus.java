package io.moderato.model.runs;

/** The status of a run. */
public enum RunStatus {
    /** Under way: metrics and artifacts are still added. */
    RUNNING,
    /** Finished; nothing is added any more. */
    FINISHED,
    /** Stopped by an error, which the record names; may be resumed. */
    FAILED,
    /** Its process ended without a record, for example by a signal or a power cut; may be resumed. */
    KILLED
}
