package io.moderato.review.store;

/** What came between a moderator's decision and the moment when it becomes final. The first one that holds counts. */
enum Newer {
    /** The author edited the text: the decision is about one that is gone, so it is not made. */
    EDIT(false, "The author has edited the text since.", "The new text is decided anew."),
    /** The author appeals: nobody has read the appeal, so the decision would answer it unread. It is not made. */
    APPEAL(false, "The author has appealed since.", "The case is in the queue again, with the appeal."),
    /** Somebody or something else decided: the decision would overrule one that its moderator never saw. It is not made. */
    DECISION(false, "Something else was decided about it since.", "See what stands now before you decide again."),
    /** The case was closed, or taken from the moderator. The decision is not made. */
    OTHER_HANDS(false, "The case was closed or given to somebody else since.", "Take the next one."),
    /** Somebody reported the content. The decision is made, and the report opens a case of its own, as it does after any decision. */
    REPORT(true, "A new report has come since.", "Your decision counts, and the report opens a new case."),
    /** Nothing. The decision is made, and until then it can be taken back. */
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

    /** Why the decision cannot be taken back, and what becomes of it. */
    String whyNoUndo() {
        return event + (decisionIsMade ? " It cannot be taken back. " : " Your decision is not made. ") + consequence;
    }

    /** Why the decision was not made, and what becomes of the case. */
    String whyReturned() {
        return event + " " + consequence;
    }
}
