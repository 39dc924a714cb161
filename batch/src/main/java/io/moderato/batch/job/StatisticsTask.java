package io.moderato.batch.job;

import io.moderato.archive.reading.TransparencyCounts;
import io.moderato.archive.store.DatabaseLogin;
import io.moderato.batch.input.DatabaseReading;
import io.moderato.batch.input.KeyPiece;
import io.moderato.batch.input.Piece;
import io.moderato.batch.input.PlatformSource.Period;
import io.moderato.batch.output.Counts;
import io.moderato.batch.output.Files;
import io.moderato.batch.output.Part;
import io.moderato.batch.output.WorkFolder;
import io.moderato.community.CommunityId;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.SerializableConfiguration;

/** Counts what a piece adds to a transparency report. */
final class StatisticsTask implements Function<Piece, Part> {
    private final DatabaseLogin login;
    private final String community;
    private final Period period;
    private final String output;
    private final SerializableConfiguration hadoop;

    StatisticsTask(DatabaseLogin login, CommunityId community, Period period, String output, Configuration hadoop) {
        this.login = login;
        this.community = community.value();
        this.period = period;
        this.output = output;
        this.hadoop = new SerializableConfiguration(hadoop);
    }

    @Override
    public Part call(Piece piece) throws IOException {
        long attempt = TaskContext.get().taskAttemptId();
        WorkFolder work = new WorkFolder(output, hadoop.value());
        Counts counts = new Counts();
        long begin = System.nanoTime();
        long revisions = DatabaseReading.in(login, snapshot -> {
            TransparencyCounts transparency =
                    snapshot.transparency(new CommunityId(community), period.since(), period.until());
            transparency.count(((KeyPiece) piece).range(), counts::add);
            return transparency.revisions(((KeyPiece) piece).range());
        });
        // what was counted is in the part's own note
        Files.create(work.between(piece.number()), hadoop.value()).close();
        Part part = new Part(piece.number(), revisions, 0, 0, counts, (System.nanoTime() - begin) / 1_000_000);
        work.done(part, attempt);
        Progress.rows((int) revisions);
        return part;
    }
}
