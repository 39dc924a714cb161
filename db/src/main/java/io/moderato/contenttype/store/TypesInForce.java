package io.moderato.contenttype.store;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentType;
import io.moderato.contenttype.TypeSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The types by which contents are checked now. They exist only in processes with the library that checks schemas (decision record 27). A
 * change of a type is in force at once.
 */
@Repository
@ConditionalOnClass(name = "com.networknt.schema.Schema")
public class TypesInForce {
    private static final int MOST_KEPT = 200;

    private final JdbcClient jdbc;
    /** Schemas ready for use by their text, the most recently used last. A text is read each time, so nothing here is ever stale. */
    private final Map<String, TypeSchema> ready = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TypeSchema> eldest) {
            return size() > MOST_KEPT;
        }
    };

    TypesInForce(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The type of that key, if the community has defined it. */
    public Optional<TypeInForce> find(CommunityId community, ContentType type) {
        return jdbc.sql("""
                        SELECT t.version, t.retired, v.schema
                        FROM content_type t JOIN content_type_version v USING (community_id, key, version)
                        WHERE t.community_id = ? AND t.key = ?
                        """)
                .params(community.value(), type.key())
                .query((row, index) -> new TypeInForce(
                        row.getInt("version"), schema(row.getString("schema")), row.getBoolean("retired")))
                .optional();
    }

    /** The keys of the types of a community that take contents, in the order of the alphabet. */
    public List<String> keys(CommunityId community) {
        return jdbc.sql("SELECT key FROM content_type WHERE community_id = ? AND NOT retired ORDER BY key")
                .param(community.value())
                .query(String.class)
                .list();
    }

    private TypeSchema schema(String json) {
        synchronized (ready) {
            return ready.computeIfAbsent(json, TypeSchema::stored);
        }
    }
}
