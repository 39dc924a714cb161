package io.moderato.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The newest revision of a content and what was decided about it.
 *
 * @param id                 the platform's id
 * @param revision           the newest revision
 * @param status             {@code QUEUED} or {@code DECIDED}
 * @param externalId         your own id
 * @param author             who posted it
 * @param type               what kind of thing it is
 * @param text               the text as posted; of a content with fields, what is examined of them
 * @param images             the addresses of its images
 * @param fields             its fields, if your community has defined the type
 * @param typeVersion        the version of the type's schema that they were checked against
 * @param decision           the decision in force, once there is one
 * @param history            all decisions about all revisions, the oldest first
 * @param statementOfReasons what the author is told, if the decision in force restricts the content
 * @param appeals            the appeals about all revisions, the oldest first
 * @param submittedAt        when the platform took this revision
 */
public record Content(
        UUID id,
        int revision,
        String status,
        String externalId,
        NewContent.Author author,
        String type,
        String text,
        List<String> images,
        @Nullable Map<String, Object> fields,
        @Nullable Integer typeVersion,
        @Nullable Decision decision,
        List<Decision> history,
        @Nullable StatementOfReasons statementOfReasons,
        List<Appeal> appeals,
        Instant submittedAt) {
    /**
     * What the author is told about a decision that restricts them (Art. 17 of the Digital Services Act).
     *
     * @param restriction        what happened to the content
     * @param ground             the rules that it is held to break
     * @param facts              what the decision rests on
     * @param automatedDetection whether a machine found it
     * @param automatedDecision  {@code FULLY}, {@code PARTIALLY} or {@code NOT_AUTOMATED}
     * @param appliedAt          since when
     * @param redress            what the author can do
     * @param appealUntil        until when an appeal is open
     */
    public record StatementOfReasons(
            String restriction,
            String ground,
            List<String> facts,
            boolean automatedDetection,
            String automatedDecision,
            Instant appliedAt,
            String redress,
            @Nullable Instant appealUntil) {}
}
