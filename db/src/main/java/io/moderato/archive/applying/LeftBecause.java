package io.moderato.archive.applying;

/** Why a change was not applied, or not taken back. */
public enum LeftBecause {
    /** The content was erased. */
    ERASED("erased"),
    /** The author has edited the text; the new text was judged by itself. */
    EDITED("edited by its author"),
    /** A person has decided. */
    HUMAN_DECIDED("decided by a person"),
    /** Another automatic decision stands than the one that was compared. */
    CHANGED_MEANWHILE("decided again by the pipeline"),
    /** A moderator has the case, or has just decided and may still take the decision back. */
    IN_REVIEW("with a moderator"),
    /** The author's appeal waits for its answer. */
    APPEALED("appealed against"),
    /** With what people decided about the text earlier, the outcome is what stands already. */
    EARLIER_DECISION("settled by an earlier decision of a person"),
    /** This version of the program cannot read what the run kept. */
    UNREADABLE("kept in a form that this version cannot read");

    private final String words;

    LeftBecause(String words) {
        this.words = words;
    }

    /** The reason in a few words, after "because it is". */
    public String words() {
        return words;
    }
}
