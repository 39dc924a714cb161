package io.moderato.model.runs;

/** How far a run came. */
public enum RunStatus {
    /** Under way: metrics and artifacts are still added. */
    RUNNING,
    /** Came to its end; nothing is added any more. */
    FINISHED,
    /** Stopped by an error that it names; may be resumed. */
    FAILED,
    /** Its process ended without a word, by a signal or a power cut; may be resumed. */
    KILLED
}
