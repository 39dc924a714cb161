package io.moderato.queue.store;

import io.moderato.community.CommunityId;
import java.util.UUID;

/**
 * A line of cases that moderators work through.
 *
 * @param id        the queue
 * @param community whose cases stand in it
 * @param name      as moderators see it
 * @param isDefault whether cases go there that nothing routes elsewhere; a community has exactly one such queue
 */
public record Queue(UUID id, CommunityId community, String name, boolean isDefault) {}
