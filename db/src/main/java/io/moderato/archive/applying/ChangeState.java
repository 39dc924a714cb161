package io.moderato.archive.applying;

/** What became of a change. */
public enum ChangeState {
    /** A decision was made of it. It can be undone. */
    APPLIED,
    /** It was left, and no later application takes it. */
    SKIPPED,
    /** It was applied, and a further decision took it back. */
    UNDONE,
    /** It was applied, and was left so when the rest was taken back. */
    KEPT
}
