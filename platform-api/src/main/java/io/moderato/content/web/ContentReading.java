package io.moderato.content.web;

import io.moderato.appeal.store.Appeal;
import io.moderato.appeal.store.Appeals;
import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.content.store.ContentMetadata;
import io.moderato.content.store.Contents;
import io.moderato.content.store.StoredContent;
import io.moderato.database.Columns;
import io.moderato.decision.Decision;
import io.moderato.decision.store.Decisions;
import io.moderato.decision.web.DecisionViews;
import io.moderato.problem.ProblemException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/** Contents with what became of them, in as many statements for many as for one. */
@Component
class ContentReading {
    private static final TypeReference<Map<String, Object>> METADATA = new TypeReference<>() {};

    private final Contents contents;
    private final Decisions decisions;
    private final Appeals appeals;
    private final ContentMetadata metadata;
    private final DecisionViews views;

    ContentReading(
            Contents contents, Decisions decisions, Appeals appeals, ContentMetadata metadata, DecisionViews views) {
        this.contents = contents;
        this.decisions = decisions;
        this.appeals = appeals;
        this.metadata = metadata;
        this.views = views;
    }

    /**
     * The newest revision of the content with that id.
     *
     * @throws ProblemException NOT_FOUND if the community has none, ERASED if it is erased
     */
    ContentView one(CommunityId community, ContentId id) {
        return views(List.of(contents.require(community, id))).getFirst();
    }

    /** The contents that are asked for. */
    FoundContents find(CommunityId community, ContentQuestion question) {
        return switch (question) {
            case ContentQuestion.ByExternalId by ->
                new FoundContents(
                        views(contents.byExternalId(community, by.externalId()).stream()
                                .toList()),
                        null);
            case ContentQuestion.ByMetadata by -> {
                List<ContentId> found = metadata.find(community, by.wanted(), by.after(), by.limit());
                yield new FoundContents(
                        found.isEmpty() ? List.of() : views(contents.newest(found)),
                        found.size() < by.limit() ? null : found.getLast());
            }
        };
    }

    private List<ContentView> views(List<StoredContent> found) {
        if (found.isEmpty()) {
            return List.of();
        }
        List<ContentId> ids =
                found.stream().map(stored -> stored.content().id()).toList();
        Map<ContentId, List<Decision>> history = decisions.history(ids);
        Map<ContentId, List<Appeal>> lodged = appeals.about(ids);
        Map<ContentId, String> noted = metadata.of(ids);
        return found.stream()
                .map(stored -> {
                    ContentId id = stored.content().id();
                    String json = noted.get(id);
                    return ContentView.of(
                            stored,
                            json == null ? null : Columns.fromJson(json, METADATA),
                            history.getOrDefault(id, List.of()),
                            lodged.getOrDefault(id, List.of()),
                            views);
                })
                .toList();
    }
}
