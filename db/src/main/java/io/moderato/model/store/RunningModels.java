package io.moderato.model.store;

import io.moderato.database.Columns;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Repository;

/** The models that instances run. The instances report them every few seconds. */
@Repository
public class RunningModels {
    private final JdbcClient jdbc;

    RunningModels(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps the report of an instance. */
    public void running(RunningModel model) {
        jdbc.sql("""
                        INSERT INTO running_model (instance, version, name, card, metrics, categories, languages, loaded_at, seen_at)
                        VALUES (?, ?, ?, ?, ?::jsonb, ?, ?, ?, now())
                        ON CONFLICT (instance) DO UPDATE SET version = excluded.version, name = excluded.name, card = excluded.card,
                            metrics = excluded.metrics, categories = excluded.categories, languages = excluded.languages, loaded_at = excluded.loaded_at, seen_at = now()
                        """)
                .params(
                        model.instance(),
                        model.version(),
                        model.name(),
                        model.card(),
                        model.metrics(),
                        model.categories().toArray(String[]::new),
                        model.languages().toArray(String[]::new),
                        Columns.timestamp(model.loadedAt()))
                .update();
    }

    /** The models that run now: each model that an instance reported within the last minute. The model that was loaded last comes first. */
    public List<ServingModel> serving() {
        return jdbc.sql("""
                        SELECT name, version, max(loaded_at) AS loaded_at FROM running_model WHERE seen_at > now() - interval '1 minute'
                        GROUP BY name, version ORDER BY loaded_at DESC, name, version LIMIT 50
                        """)
                .query((row, index) -> new ServingModel(
                        row.getString("name"), row.getString("version"), Columns.instant(row, "loaded_at")))
                .list();
    }

    /** The languages of each instance that has reported within the last minute. The list of an instance that reads every text is empty. */
    public List<List<String>> languagesReadNow() {
        return jdbc.sql(
                        "SELECT languages FROM running_model WHERE seen_at > now() - interval '1 minute' ORDER BY seen_at DESC LIMIT 50")
                .query((row, index) -> Columns.texts(row, "languages"))
                .list();
    }

    /** The models that ran within the last day; the model that was reported last comes first. */
    @PreAuthorize("hasRole('ADMIN')")
    public List<RunningModel> recent() {
        return jdbc.sql(
                        "SELECT * FROM running_model WHERE seen_at > now() - interval '1 day' ORDER BY seen_at DESC LIMIT 50")
                .query((row, index) -> new RunningModel(
                        row.getString("instance"),
                        row.getString("version"),
                        row.getString("name"),
                        row.getString("card"),
                        row.getString("metrics"),
                        Columns.texts(row, "categories"),
                        Columns.texts(row, "languages"),
                        Columns.instant(row, "loaded_at"),
                        Columns.instant(row, "seen_at")))
                .list();
    }
}
