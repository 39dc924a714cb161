package io.moderato.access.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.access.store.ApiKey;
import io.moderato.access.store.NewKey;
import io.moderato.access.store.Scope;
import io.moderato.admin.ETag;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A key without its secret. */
@Schema(name = "Key")
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyView(
        UUID id,

        @Schema(description = "The only community that it opens; none if it administers all of them.", example = "main")
        @Nullable
        String community,

        @Schema(example = "forum") String name,

        @Schema(description = "Its first characters.", example = "mod_5yT3kQ0a")
        String prefix,

        @Schema(example = "[\"content:write\"]") List<String> scopes,
        @Schema(example = "600") int ratePerMinute,
        Instant createdAt,
        String createdBy,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,

        @Schema(description = "Send it as If-Match.", example = "\"0\"")
        String etag) {
    static KeyView of(ApiKey key) {
        return new KeyView(
                key.id(),
                key.only() == null ? null : key.only().value(),
                key.name(),
                key.prefix(),
                key.scopes().stream().sorted().map(Scope::key).toList(),
                key.ratePerMinute(),
                key.createdAt(),
                key.createdBy(),
                key.lastUsedAt(),
                key.revokedAt(),
                ETag.of(key.editVersion()));
    }

    /** A key that was just created, with its secret. */
    @Schema(name = "CreatedKey")
    record Created(
            KeyView key,

            @Schema(description = "What calls are made with. It is shown only now.")
            String secret) {
        static Created of(NewKey created) {
            return new Created(KeyView.of(created.key()), created.secret());
        }

        @Override
        public String toString() {
            return "Created[" + key.name() + "]";
        }
    }

    @Schema(name = "KeyList")
    record Listed(List<KeyView> keys) {
        static Listed of(List<ApiKey> keys) {
            return new Listed(keys.stream().map(KeyView::of).toList());
        }
    }
}
