package io.moderato.content.store;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.erasure.ErasureParticipant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The metadata of contents, one for all revisions of a content. A content without any has no row here and costs nothing. */
@Repository
public class ContentMetadata implements ErasureParticipant {
    private final JdbcClient jdbc;

    ContentMetadata(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes the place of what was noted before, in the caller's transaction, in which nobody erases these contents. */
    @Transactional(propagation = Propagation.MANDATORY)
    void note(CommunityId community, Map<ContentId, Metadata> byContent) {
        if (byContent.isEmpty()) {
            return;
        }
        // sorted, so that two batches never wait for each other
        Map<String, Metadata> sorted = new TreeMap<>();
        byContent.forEach((content, metadata) -> sorted.put(content.toString(), metadata));
        jdbc.sql("""
                        INSERT INTO content_metadata (content_id, community_id, metadata)
                        SELECT id, ?, metadata FROM unnest(?::uuid[], ?::jsonb[]) AS t (id, metadata)
                        ON CONFLICT (content_id) DO UPDATE SET metadata = excluded.metadata
                        """)
                .params(
                        community.value(),
                        Columns.column(sorted.keySet(), id -> id),
                        Columns.column(sorted.values(), Metadata::json))
                .update();
        jdbc.sql("DELETE FROM content_metadata_value WHERE content_id = ANY (?::uuid[])")
                .param(Columns.column(sorted.keySet(), id -> id))
                .update();
        if (sorted.values().stream().anyMatch(Metadata::isEmpty)) {
            jdbc.sql("DELETE FROM content_metadata WHERE content_id = ANY (?::uuid[]) AND metadata = '{}'")
                    .param(Columns.column(sorted.keySet(), id -> id))
                    .update();
        }
        List<Value> values = new ArrayList<>();
        sorted.forEach(
                (id, metadata) -> metadata.searchable().forEach((key, value) -> values.add(new Value(id, key, value))));
        jdbc.sql("""
                        INSERT INTO content_metadata_value (community_id, key, value, content_id)
                        SELECT ?, key, value, id FROM unnest(?::uuid[], ?::text[], ?::text[]) AS t (id, key, value)
                        """)
                .params(
                        community.value(),
                        Columns.column(values, Value::content),
                        Columns.column(values, Value::key),
                        Columns.column(values, Value::value))
                .update();
    }

    /** The metadata of those of the contents that have some, as JSON. */
    public Map<ContentId, String> of(Collection<ContentId> contents) {
        Map<ContentId, String> metadata = new HashMap<>();
        jdbc.sql("SELECT content_id, metadata FROM content_metadata WHERE content_id = ANY (?::uuid[])")
                .param(Columns.column(contents, ContentId::value))
                .query((row, index) ->
                        metadata.put(new ContentId(Columns.uuid(row, "content_id")), row.getString("metadata")))
                .list();
        return metadata;
    }

    /** What is noted about a content, line by line, for people to read; empty if nothing is. */
    public Map<String, String> lines(ContentId content) {
        String json = of(List.of(content)).get(content);
        return json == null ? Map.of() : Metadata.lines(json);
    }

    /**
     * The contents of a community whose metadata have all these values, in the order in which they came.
     *
     * @param wanted at least one key with its value as text
     * @param after  the last one that is known already; null for the first ones
     */
    public List<ContentId> find(
            CommunityId community, Map<String, String> wanted, @Nullable ContentId after, int limit) {
        StringBuilder sql = new StringBuilder(
                "SELECT v.content_id FROM content_metadata_value v WHERE v.community_id = ? AND v.content_id > ?");
        List<Object> parameters = new ArrayList<>();
        parameters.add(community.value());
        parameters.add(after == null ? new UUID(0, 0) : after.value());
        List<Map.Entry<String, String>> pairs = List.copyOf(wanted.entrySet());
        sql.append(" AND v.key = ? AND v.value = ?");
        parameters.add(pairs.getFirst().getKey());
        parameters.add(pairs.getFirst().getValue());
        for (Map.Entry<String, String> pair : pairs.subList(1, pairs.size())) {
            sql.append(" AND EXISTS (SELECT FROM content_metadata_value o WHERE o.community_id = v.community_id")
                    .append(" AND o.key = ? AND o.value = ? AND o.content_id = v.content_id)");
            parameters.add(pair.getKey());
            parameters.add(pair.getValue());
        }
        parameters.add(limit);
        return jdbc.sql(sql.append(" ORDER BY v.content_id LIMIT ?").toString())
                .params(parameters)
                .query((row, index) -> new ContentId(Columns.uuid(row, "content_id")))
                .list();
    }

    @Override
    public boolean eraseContents(List<ContentId> contents, int atMost) {
        // what can be searched for goes with it; it is bounded for each content
        jdbc.sql("DELETE FROM content_metadata WHERE content_id = ANY (?::uuid[])")
                .param(Columns.column(contents, ContentId::value))
                .update();
        return true;
    }

    private record Value(String content, String key, String value) {}
}
