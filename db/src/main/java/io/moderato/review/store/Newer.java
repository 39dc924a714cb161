package io.moderato.review.store;

/** The event between a moderator's decision and the moment when it becomes final. If there are several, the first in this list counts. */
enum Newer {
    /** The author edited the text. The decision is about a text that is gone, so it is not made. */
    EDIT(false, "The author has edited the text since.", "The new text is decided anew."),
    /** The author appealed. The decision would answer an appeal that nobody has read, so it is not made. */
    APPEAL(false, "The author has appealed since.", "The case is in the queue again, with the appeal."),
    /** There is another decision. The moderator never saw it and would overrule it, so the moderator's decision is not made. */
    DECISION(false, "There has been another decision since.", "Look at the present decision before you decide again."),
    /** The case was closed, or taken from the moderator. The decision is not made. */
    OTHER_HANDS(false, "The case was closed or given to somebody else since.", "Take the next one."),
    /** Somebody reported the content. The decision is made, and the report opens a new case, as after any decision. */
    REPORT(true, "A new report has come since.", "It counts, and the report opens a new case."),
    /** There was no event. The decision is made, and until then it can be taken back. */
    NOTHING(true, "", "");

    private final boolean decisionIsMade;
    private final String event;
    private final String consequence;

    Newer(boolean decisionIsMade, String event, String consequence) {
        this.decisionIsMade = decisionIsMade;
        this.event = event;
        this.consequence = consequence;
    }

    boolean decisionIsMade() {
        return decisionIsMade;
    }

    /** The message that says why the decision cannot be taken back, and what happens to it. */
    String whyNoUndo() {
        return event
                + (decisionIsMade ? " Your decision cannot be taken back. " : " Your decision is not made. ")
                + consequence;
    }

    /** The message that says why the decision was not made, and what happens to the case. */
    String whyReturned() {
        return event + " " + consequence;
    }
}
