package io.moderato.batch.command;

import io.moderato.archive.reading.PastContents.Revisions;
import io.moderato.batch.BatchException;
import io.moderato.batch.input.DatabaseReading;
import io.moderato.batch.input.Format;
import io.moderato.batch.input.PlatformSource;
import io.moderato.batch.input.Source;
import io.moderato.batch.job.Request;
import io.moderato.batch.job.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is judged, and by what. */
final class JudgingOptions {
    @Mixin
    private SourceOptions source = new SourceOptions();

    @Option(names = "--output", required = true, description = "A folder that is not there yet")
    private String output = "";

    @Option(names = "--model", description = "Another model folder than the shipped one")
    private @Nullable Path model;

    @Option(names = "--rules-only", description = "Ask the rules and no model")
    private boolean rulesOnly;

    @Option(
            names = "--setup",
            description = {
                "The policy and rules of a community, as ./moderato batch setup writes them",
                "(default: what is in force in the community of --community, or else what a new one has)"
            })
    private @Nullable Path setup;

    @Option(
            names = "--written",
            description = "The kind of the files with results: ${COMPLETION-CANDIDATES} (default: that of the input)")
    private @Nullable Format written;

    String output() {
        return output;
    }

    /** What is asked for, for that purpose. */
    Request request(Request.Purpose purpose, Revisions revisions, Configuration hadoop) {
        Source rows = source.source(revisions, hadoop);
        return new Request(purpose, rows, output, setup(rows), rulesOnly, model, written);
    }

    private Setup setup(Source rows) {
        if (setup != null) {
            try {
                return Setup.of(Files.readString(setup), setup.toString());
            } catch (IOException unreadable) {
                throw new BatchException("There is no readable file " + setup + ".", unreadable);
            }
        }
        if (rows instanceof PlatformSource platform) {
            return DatabaseReading.in(
                    platform.login(),
                    snapshot -> Setup.of(snapshot.policy(platform.community()), snapshot.rules(platform.community())));
        }
        return Setup.ofNewCommunity();
    }
}
