package io.moderato.content.web;

import io.moderato.appeal.store.Appeal;
import io.moderato.appeal.store.Appeals;
import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.content.store.Contents;
import io.moderato.content.store.StoredContent;
import io.moderato.decision.Decision;
import io.moderato.decision.store.Decisions;
import io.moderato.problem.ProblemException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Contents with what became of them, in as many statements for many as for one. */
@Component
class ContentReading {
    private final Contents contents;
    private final Decisions decisions;
    private final Appeals appeals;

    ContentReading(Contents contents, Decisions decisions, Appeals appeals) {
        this.contents = contents;
        this.decisions = decisions;
        this.appeals = appeals;
    }

    /**
     * The newest revision of the content with that id.
     *
     * @throws ProblemException NOT_FOUND if the community has none, ERASED if it is erased
     */
    ContentView one(CommunityId community, ContentId id) {
        return views(List.of(contents.require(community, id))).getFirst();
    }

    /** The newest revision of the content that the platform knows by that id, if there is one. */
    List<ContentView> byExternalId(CommunityId community, String externalId) {
        return views(contents.byExternalId(community, externalId).stream().toList());
    }

    private List<ContentView> views(List<StoredContent> found) {
        if (found.isEmpty()) {
            return List.of();
        }
        List<ContentId> ids =
                found.stream().map(stored -> stored.content().id()).toList();
        Map<ContentId, List<Decision>> history = decisions.history(ids);
        Map<ContentId, List<Appeal>> lodged = appeals.about(ids);
        return found.stream()
                .map(stored -> ContentView.of(
                        stored,
                        history.getOrDefault(stored.content().id(), List.of()),
                        lodged.getOrDefault(stored.content().id(), List.of())))
                .toList();
    }
}
