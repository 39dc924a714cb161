package io.moderato.suggestion.store;

import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import io.moderato.decision.Category;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/** Suggestions as their rows have them. */
final class SuggestionRow {
    private static final TypeReference<List<SuggestedScore>> SCORES = new TypeReference<>() {};

    private SuggestionRow() {}

    static Suggestion suggestion(ResultSet row, int index) throws SQLException {
        return new Suggestion(
                Columns.uuid(row, "id"),
                new CommunityId(row.getString("community_id")),
                row.getString("key_name"),
                row.getLong("key_accepted"),
                row.getLong("key_decided"),
                row.getString("text"),
                row.getString("parent_text"),
                scores(row),
                row.getString("language"),
                row.getString("model_version"),
                row.getString("client_community"),
                row.getString("client_token"),
                Columns.instant(row, "given_at"));
    }

    static LabelledSuggestion labelled(ResultSet row, int index) throws SQLException {
        List<String> accepted = Columns.texts(row, "accepted");
        return new LabelledSuggestion(
                Columns.uuid(row, "id"),
                row.getString("text"),
                row.getString("language"),
                labels(scores(row).stream()
                        .filter(score -> accepted.contains(score.attribute()))
                        .toList()));
    }

    /** The scores by category; of several attributes that are one category, the highest. */
    static Map<Category, Double> labels(List<SuggestedScore> scores) {
        Map<Category, Double> labels = new EnumMap<>(Category.class);
        scores.forEach(score -> labels.merge(score.category(), score.suggested(), Math::max));
        return labels;
    }

    private static List<SuggestedScore> scores(ResultSet row) throws SQLException {
        return Columns.fromJson(row.getString("scores"), SCORES);
    }
}
