package io.moderato.content.store;

import io.moderato.content.Content;
import io.moderato.content.ContentStatus;
import io.moderato.problem.ProblemException;

/** What became of a submitted content. */
public sealed interface Submission {
    /**
     * The revision that now stands for it.
     *
     * @throws ProblemException if it was refused
     */
    Content content();

    /**
     * Where that revision stands.
     *
     * @throws ProblemException if it was refused
     */
    ContentStatus status();

    /** Whether this submission made the revision; false where there was nothing new to judge, and where it was refused. */
    boolean created();

    /** It is on disk. */
    record Stored(Content content, ContentStatus status, boolean created) implements Submission {}

    /**
     * It cannot be taken as it is; nothing of it was stored, and the others of its batch are not touched by that.
     *
     * @param why what the caller is told
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
