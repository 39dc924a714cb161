package io.moderato.content.store;

import io.moderato.content.Content;
import io.moderato.content.ContentStatus;
import io.moderato.problem.ProblemException;

/** The outcome of a submission of one content. */
public sealed interface Submission {
    /**
     * The present revision of the content.
     *
     * @throws ProblemException if the content was refused
     */
    Content content();

    /**
     * The status of that revision.
     *
     * @throws ProblemException if the content was refused
     */
    ContentStatus status();

    /** Whether this submission made the revision. False if there was nothing new to judge, or if the content was refused. */
    boolean created();

    /** The content is on disk. */
    record Stored(Content content, ContentStatus status, boolean created) implements Submission {}

    /**
     * The content cannot be accepted in this form. Nothing of it was stored. The other contents of the batch are not affected.
     *
     * @param why the problem for the caller
     */
    record Refused(ProblemException why) implements Submission {
        @Override
        public Content content() {
            throw why;
        }

        @Override
        public ContentStatus status() {
            throw why;
        }

        @Override
        public boolean created() {
            return false;
        }
    }
}
