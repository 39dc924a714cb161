package io.moderato.admin;

import io.moderato.access.store.Administrator;
import io.moderato.community.Community;
import io.moderato.community.CommunityId;
import io.moderato.community.store.Communities;
import io.moderato.problem.ProblemException;
import io.moderato.request.ContentIds;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

    /**
     * How many entries of a list the caller wants at once.
     *
     * @throws ProblemException INVALID_FIELD if it is not a number from 1 to {@code most}
     */
    public static int limit(@Nullable String text, int most) {
        if (text == null) {
            return most;
        }
        if (text.matches("[0-9]{1,5}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= most) {
                return limit;
            }
        }
        throw ProblemException.invalidField("/limit", "'limit' is a number from 1 to %,d.".formatted(most));
    }
}
