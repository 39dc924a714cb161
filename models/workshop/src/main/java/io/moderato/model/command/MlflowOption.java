package io.moderato.model.command;

import io.moderato.model.runs.MlflowServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of a command whose run may be sent to an MLflow server. */
final class MlflowOption {
    @Option(names = "--mlflow", paramLabel = "URL", description = "Also send the run to this MLflow server.")
    private @Nullable String address;

    boolean isGiven() {
        return address != null;
    }

    /** The server, or null if no server was named. */
    @Nullable
    MlflowServer server() {
        return address == null ? null : MlflowServer.of(address);
    }
}
