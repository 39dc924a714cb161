package io.moderato.contenttype.store;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentType;
import io.moderato.contenttype.Outline;
import io.moderato.contenttype.TypedFields;
import io.moderato.database.Columns;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** All versions of the schemas of types, none of which ever changes. */
@Repository
public class TypeVersions {
    private final JdbcClient jdbc;

    TypeVersions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A version of a type's schema as JSON, if there is one. */
    public Optional<String> schema(CommunityId community, ContentType type, int version) {
        return jdbc.sql("SELECT schema FROM content_type_version WHERE community_id = ? AND key = ? AND version = ?")
                .params(community.value(), type.key(), version)
                .query(String.class)
                .optional();
    }

    /** The outline of a content's fields by the version that they were checked against; empty if there is no such version. */
    public Optional<Outline> outline(CommunityId community, ContentType type, TypedFields fields) {
        return schema(community, type, fields.version()).map(fields::outline);
    }

    /** The newest versions of the schemas of a community's types, by key. */
    Map<String, String> newest(CommunityId community) {
        Map<String, String> schemas = new HashMap<>();
        jdbc.sql("""
                        SELECT v.key, v.schema FROM content_type t JOIN content_type_version v USING (community_id, key, version)
                        WHERE t.community_id = ?
                        """).param(community.value()).query(row -> {
            schemas.put(row.getString("key"), row.getString("schema"));
        });
        return schemas;
    }

    /**
     * Those of the types that do not have that version any more. The others are not removed before the caller's transaction ends.
     *
     * @param used the types with the versions that somebody is about to use
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<ContentType> gone(CommunityId community, Map<ContentType, Integer> used) {
        Set<ContentType> gone = new HashSet<>(used.keySet());
        jdbc.sql("""
                        SELECT v.key FROM unnest(?::text[], ?::int[]) AS t (key, version)
                        JOIN content_type_version v ON v.community_id = ? AND v.key = t.key AND v.version = t.version
                        ORDER BY v.key FOR KEY SHARE OF v
                        """)
                .params(
                        Columns.column(used.keySet(), ContentType::key),
                        Columns.column(used.values(), version -> version),
                        community.value())
                .query(row -> {
                    gone.remove(new ContentType(row.getString("key")));
                });
        return gone;
    }

    /** Keeps a new version, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    void add(CommunityId community, ContentType type, int version, String schema, String by) {
        jdbc.sql(
                        "INSERT INTO content_type_version (community_id, key, version, schema, made_by) VALUES (?, ?, ?, ?, ?)")
                .params(community.value(), type.key(), version, schema, by)
                .update();
    }
}
