package io.moderato.contenttype.store;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentType;

/**
 * A type of contents that a community has defined.
 *
 * @param name        the name for people
 * @param version     the version of its schema, one more with each change of the schema
 * @param schema      the schema of its fields as JSON, with the properties in their order
 * @param retired     whether it takes nothing new; the contents that it has stay
 * @param editVersion the version that whoever changes it names
 */
public record OwnType(
        CommunityId community,
        ContentType type,
        String name,
        int version,
        String schema,
        boolean retired,
        int editVersion) {}
