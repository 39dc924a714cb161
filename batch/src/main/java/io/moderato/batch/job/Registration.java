package io.moderato.batch.job;

import io.moderato.archive.store.ArchiveRuns;
import io.moderato.archive.store.DatabaseLogin;
import io.moderato.archive.store.RunConnection;
import io.moderato.archive.store.RunKind;
import io.moderato.batch.BatchException;
import io.moderato.batch.input.DatabaseReading;
import io.moderato.community.CommunityId;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.JsonNode;

/** Lets a platform list a run over its contents. */
final class Registration implements AutoCloseable {
    private static final Duration BETWEEN_WORDS = Duration.ofMinutes(1);

    private final DatabaseLogin login;
    private final CommunityId community;
    private final RunKind kind;
    private final RunConnection connection;
    private long lastWord = System.nanoTime();

    Registration(DatabaseLogin login, CommunityId community, RunKind kind) {
        this.login = login;
        this.community = community;
        this.kind = kind;
        this.connection = new RunConnection(login);
    }

    void begin(UUID run, String output, JsonNode job) {
        tell(runs ->
                runs.begin(run, community, kind, System.getProperty("user.name", "unknown"), output, job.toString()));
    }

    /** Says now and then that the run is still at work. */
    void goesOn(UUID run) {
        if (System.nanoTime() - lastWord > BETWEEN_WORDS.toNanos()) {
            lastWord = System.nanoTime();
            tell(runs -> runs.goesOn(run));
        }
    }

    void finish(UUID run, JsonNode report) {
        tell(runs -> runs.finish(run, report.toString()));
    }

    private void tell(Consumer<ArchiveRuns> word) {
        try {
            word.accept(connection.runs());
        } catch (DataAccessException failed) {
            throw new BatchException(DatabaseReading.inWords(login, failed), failed);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
