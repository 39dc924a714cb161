package io.moderato.model.runs;

import io.moderato.model.ModelException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/**
 * The address of an MLflow tracking server, and the credentials for it. User, password, token and the name of the experiment are read from
 * the environment variables that MLflow's own clients read: {@code MLFLOW_TRACKING_USERNAME}, {@code MLFLOW_TRACKING_PASSWORD}, {@code
 * MLFLOW_TRACKING_TOKEN}, {@code MLFLOW_EXPERIMENT_NAME}.
 */
public final class MlflowServer {
    private static final String DEFAULT_EXPERIMENT = "moderato";

    private final String url;
    private final String experiment;
    private final @Nullable String user;
    private final @Nullable String password;
    private final @Nullable String token;

    private MlflowServer(String url, Map<String, String> environment) {
        this.url = url;
        this.experiment = environment.getOrDefault("MLFLOW_EXPERIMENT_NAME", DEFAULT_EXPERIMENT);
        this.user = environment.get("MLFLOW_TRACKING_USERNAME");
        this.password = environment.get("MLFLOW_TRACKING_PASSWORD");
        this.token = environment.get("MLFLOW_TRACKING_TOKEN");
    }

    /**
     * The server at that URL, with the credentials from the environment.
     *
     * @throws ModelException if the URL is not the URL of a server
     */
    public static MlflowServer of(String url) {
        return of(url, System.getenv());
    }

    static MlflowServer of(String url, Map<String, String> environment) {
        try {
            URI uri = new URI(url);
            if (!("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) || uri.getHost() == null) {
                throw new ModelException(
                        "'%s' is not the URL of an MLflow server, such as http://localhost:5000".formatted(url));
            }
        } catch (java.net.URISyntaxException e) {
            throw new ModelException("'%s' is not a URL: %s".formatted(url, e.getReason()), e);
        }
        return new MlflowServer(url.replaceAll("/+$", ""), environment);
    }

    /** The URL, without a slash at its end. */
    public String url() {
        return url;
    }

    /** The experiment that runs belong to. */
    String experiment() {
        return experiment;
    }

    /** The credentials for the Java client. The client sends user and password if there are both, otherwise the token. */
    BasicMlflowHostCreds credentials() {
        if (user != null && password != null) {
            return new BasicMlflowHostCreds(url, user, password);
        }
        return token != null ? new BasicMlflowHostCreds(url, token) : new BasicMlflowHostCreds(url);
    }

    /** The header with the same credentials; empty if there are none. */
    Optional<String> authorization() {
        if (user != null && password != null) {
            return Optional.of("Basic "
                    + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
        }
        return Optional.ofNullable(token).map(value -> "Bearer " + value);
    }
}
