package io.moderato.archive.applying;

/** How far an application is. */
public enum ApplicationState {
    /** It waits for another admin, who may approve it; each admin may withdraw it. */
    PROPOSED,
    /** It was withdrawn or refused. Nothing was applied; the changes may be proposed again. */
    WITHDRAWN,
    /** Its changes are being applied, unless it is stopped. An admin may stop it, resume it and have it undone. */
    APPLYING,
    /** All its changes are settled. An admin may have it undone. */
    APPLIED,
    /** What it applied is being taken back, unless it is stopped. */
    UNDOING,
    /** What it applied is taken back, except what somebody has decided meanwhile. */
    UNDONE;

    /** Whether there is work to do for it. */
    public boolean isAtWork() {
        return this == APPLYING || this == UNDOING;
    }
}
