package io.moderato.openai.store;

import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The mappings by which answers are made now. */
@Repository
public class MappingsInForce {
    private static final CategoryMapping DEFAULT = CategoryMapping.byDefault();

    private final JdbcClient jdbc;

    MappingsInForce(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The mapping that the community has chosen, otherwise the default. */
    public CategoryMapping of(CommunityId community) {
        Optional<String> chosen = jdbc.sql(
                        "SELECT openai_mapping FROM community WHERE id = ? AND openai_mapping IS NOT NULL")
                .param(community.value())
                .query(String.class)
                .optional();
        return chosen.map(json -> Columns.fromJson(json, CategoryMapping.class)).orElse(DEFAULT);
    }
}
