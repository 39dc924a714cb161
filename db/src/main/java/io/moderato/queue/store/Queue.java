package io.moderato.queue.store;

import io.moderato.community.CommunityId;
import java.util.UUID;

/**
 * A line of cases that moderators work through.
 *
 * @param id        the queue
 * @param community the community of its cases
 * @param name      the name for moderators
 * @param isDefault whether this is the default queue, to which cases go unless a rule routes them elsewhere; a community has exactly one
 */
public record Queue(UUID id, CommunityId community, String name, boolean isDefault) {}
