package io.moderato.admin;

import io.moderato.access.store.Administrator;
import io.moderato.community.Community;
import io.moderato.community.CommunityId;
import io.moderato.community.store.Communities;
import io.moderato.problem.ProblemException;
import io.moderato.request.ContentIds;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What calls to the Admin API name in their addresses. */
@Component
public class AdminRequests {
    private final Communities communities;

    AdminRequests(Communities communities) {
        this.communities = communities;
    }

    /**
     * The community of that id.
     *
     * @throws ProblemException NOT_FOUND if there is none, or if the caller does not administer it
     */
    public Community community(Administrator caller, String id) {
        CommunityId community;
        try {
            community = new CommunityId(id);
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.notFound("community");
        }
        caller.requireAdministers(community, "community");
        return communities.find(community).orElseThrow(() -> ProblemException.notFound("community"));
    }

    /**
     * The id of something else.
     *
     * @throws ProblemException NOT_FOUND if it cannot be one
     */
    public static UUID id(String text, String what) {
        return ContentIds.uuid(text).orElseThrow(() -> ProblemException.notFound(what));
    }
}
