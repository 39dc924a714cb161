package io.moderato.archive.applying;

import io.moderato.archive.store.Direction;
import io.moderato.content.ContentId;
import io.moderato.decision.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A content that a run would decide otherwise.
 *
 * @param content   the content
 * @param direction from which outcome to which
 * @param before    the reasons of the decision that stood
 * @param now       the reasons of what would be decided now
 * @param excerpt   the beginning of its text; null if the content is erased
 * @param edited    whether its author has edited the text since
 * @param state     what became of the change; null if no application has settled it
 * @param because   why it was skipped or kept, if it was
 */
public record FoundChange(
        ContentId content,
        Direction direction,
        List<Reason> before,
        List<Reason> now,
        @Nullable String excerpt,
        boolean edited,
        @Nullable ChangeState state,
        @Nullable LeftBecause because) {}
