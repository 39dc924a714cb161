package io.moderato.model.command;

import io.moderato.model.runs.MlflowServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of a command whose run may be sent to an MLflow server. */
final class MlflowOption {
    @Option(names = "--mlflow", paramLabel = "URL", description = "Send the run to that MLflow server, too.")
    private @Nullable String address;

    boolean isGiven() {
        return address != null;
    }

    /** The server, if one was named. */
    @Nullable
    MlflowServer server() {
        return address == null ? null : MlflowServer.of(address);
    }
}
