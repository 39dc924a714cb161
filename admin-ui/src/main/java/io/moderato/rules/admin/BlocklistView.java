package io.moderato.rules.admin;

import io.moderato.admin.ETag;
import io.moderato.decision.Category;
import io.moderato.rules.Blocklist;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;

/** A blocklist without its terms. */
@Schema(name = "Blocklist")
record BlocklistView(
        UUID id,
        @Schema(example = "main") String community,
        @Schema(example = "Rude words") String name,
        RuleKind kind,
        @Schema(type = "string", example = "obscene") Category category,
        RuleAction action,
        @Schema(description = "Whether it is in force.") boolean enabled,

        @Schema(
                description = "Send it as If-Match to change the list; its terms have an ETag of their own.",
                example = "\"0\"")
        String etag) {
    static BlocklistView of(Blocklist list) {
        return new BlocklistView(
                list.id(),
                list.community().value(),
                list.name(),
                list.kind(),
                list.category(),
                list.action(),
                list.enabled(),
                ETag.of(list.editVersion()));
    }

    @Schema(name = "Blocklists")
    record Listed(List<BlocklistView> blocklists) {}
}
