package io.moderato.event;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The kinds of event. The key is what listeners see and never changes. */
public enum EventType {
    /** A decision of a machine or a human was recorded; the subject is the decision, which may supersede an earlier one. */
    CONTENT_DECIDED("content.decided"),
    /** Somebody reported a content; the subject is the report. */
    CONTENT_REPORTED("content.reported"),
    /** A content came into the review queue; the subject is the case. */
    CASE_OPENED("case.opened"),
    /** A moderator took a case; the subject is the case. */
    CASE_CLAIMED("case.claimed"),
    /** A moderator put a case back on purpose, for others; the subject is the case. */
    CASE_SKIPPED("case.skipped"),
    /** A moderator's decision about a case became final; the subject is the case. */
    CASE_RESOLVED("case.resolved"),
    /** A case was closed without a decision, because its content was erased; the subject is the case. */
    CASE_CLOSED("case.closed"),
    /** An author appealed against a decision; the subject is the appeal. */
    APPEAL_LODGED("appeal.lodged"),
    /** An appeal was upheld or overturned; the subject is the appeal. */
    APPEAL_ANSWERED("appeal.answered"),
    /** A moderator accepted or refused the scores that a client suggested; the subject is the suggestion. */
    SUGGESTION_DECIDED("suggestion.decided"),
    /** A content was erased with all that was attached to it, and its cases closed; the subject is the content. */
    CONTENT_ERASED("content.erased"),
    /** A policy came into force; the subject is its version. */
    POLICY_PUBLISHED("policy.published"),
    /** A blocklist changed; the subject is the list. */
    RULES_PUBLISHED("rules.published");

    private final String key;

    EventType(String key) {
        this.key = key;
    }

    /** The name in messages. */
    public String key() {
        return key;
    }

    /**
     * The type with that key.
     *
     * @throws IllegalArgumentException if no type has that key
     */
    public static EventType ofKey(String key) {
        for (EventType type : values()) {
            if (type.key.equals(key)) {
                return type;
            }
        }
        throw new IllegalArgumentException("No kind of event is called '%s'; known are %s"
                .formatted(key, Arrays.stream(values()).map(EventType::key).collect(Collectors.joining(", "))));
    }
}
