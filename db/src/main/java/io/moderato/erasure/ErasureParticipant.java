package io.moderato.erasure;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import java.util.List;

/**
 * Whoever keeps words that people wrote, or words about them, and removes them when a content is erased. A bean of this type is all that it
 * takes. It is called in the transaction that notes that the contents are done with, possibly several times for the same contents, so
 * removing what is gone already does nothing. When it is called, nothing new can be attached to the contents any more.
 */
public interface ErasureParticipant {
    /**
     * Removes the words of and about these contents, whichever revision they are about; numbers, outcomes and ids may stay.
     *
     * @param atMost how many rows it touches at most, so that no transaction is long
     * @return whether nothing is left; if not, it is called again in the next transaction
     */
    boolean eraseContents(List<ContentId> contents, int atMost);

    /**
     * Removes what that person wrote about contents of others. By default there is nothing.
     *
     * @param person as the platform knows them
     * @param atMost how many rows it touches at most
     * @return whether nothing is left; if not, it is called again in the next transaction
     */
    default boolean erasePerson(CommunityId community, String person, int atMost) {
        return true;
    }
}
