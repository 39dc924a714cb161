package io.moderato.review.opening;

import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a case when something opens it or adds to it: what routing and priority go by.
 *
 * @param decision  the decision that the case is about
 * @param cause     why it is opened now
 * @param category  what the content is suspected of, if known
 * @param reporters how many people reported the content, each counted once however often they did
 * @param barred    who must not judge it, if anybody
 */
public record CaseFacts(
        Decision decision,
        Cause cause,
        @Nullable Category category,
        int reporters,
        @Nullable UUID barred) {}
