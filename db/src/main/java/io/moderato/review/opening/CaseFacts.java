package io.moderato.review.opening;

import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a case when something opens it or adds to it. Routing and priority use them.
 *
 * @param decision  the decision that the case is about
 * @param cause     why the case is opened now
 * @param category  the category of which the content is suspected, if known
 * @param reporters the number of people who reported the content; each counts once
 * @param barred    the moderator who must not judge the case, if there is one
 */
public record CaseFacts(
        Decision decision,
        Cause cause,
        @Nullable Category category,
        int reporters,
        @Nullable UUID barred) {}
