package io.moderato.community.admin;

import io.moderato.admin.ETag;
import io.moderato.community.Community;
import io.swagger.v3.oas.annotations.media.Schema;

/** A community, without the versions that it decides by: these belong to its policy and its blocklists. */
@Schema(name = "Community")
record CommunityView(
        @Schema(example = "main") String id,
        @Schema(example = "Main community") String name,

        @Schema(description = "Send it as If-Match.", example = "\"0\"")
        String etag) {
    static CommunityView of(Community community) {
        return new CommunityView(community.id().value(), community.name(), ETag.of(community.editVersion()));
    }
}
