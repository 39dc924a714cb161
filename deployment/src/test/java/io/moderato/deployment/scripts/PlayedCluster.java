package io.moderato.deployment.scripts;

import io.moderato.deployment.OwnPostgres;
import io.moderato.deployment.kubernetes.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program in kubectl's place that notes what it is asked and plays a cluster's answers, because none is here: Secrets are files, and what a
 * command answers can be set. {@code kubectl kustomize} is the real one.
 */
final class PlayedCluster {
    private static final String PROGRAM = """
            #!/usr/bin/env bash
            # The first lines find out what is asked, without the namespace.
            set -euo pipefail
            here=$(dirname "$0")
            if [ "${1:-}" = --namespace ]; then printf '%s' "$2" >"$here/namespace"; shift 2; fi
            asked=$*
            if [ "$1" = kustomize ]; then exec "$(cat "$here/real")" "$@"; fi
            case "$asked" in *"-f "*) asked=${asked/-f *all.yaml/-f FILE} ;; esac
            printf '%s\\n' "$asked" >>"$here/asked"
            for answer in "$here"/answers/*; do
              [ -e "$answer" ] || continue
              case "$asked" in
                "$(head -1 "$answer")"*) sed -e '1,2d' "$answer"; exit "$(sed -n 2p "$answer")" ;;
              esac
            done
            case "$asked" in
              "get secret "*" -o jsonpath={.data."*) key=${asked##*.data.}; cat "$here/secrets/$3/${key%\\}}" 2>/dev/null || true ;;
              "get secret "*) [ -d "$here/secrets/$3" ] ;;
              "patch secret "*)
                { tr ',' '\\n'; echo; } | sed -n 's/.*"\\([a-z-]*\\)": "\\([A-Za-z0-9+/=]*\\)".*/\\1 \\2/p' | while read -r key value; do
                  printf '%s' "$value" >"$here/secrets/$3/$key"
                  printf '  %s %s\\n' "$key" "$(printf '%s' "$value" | base64 -d)" >>"$here/asked"
                done ;;
              "get job database-migration"*) printf 1/ ;;
              "port-forward "*) echo "Forwarding from 127.0.0.1:$(cat "$here/port") -> 8080"; exec sleep 600 ;;
            esac
            """;

    private final Path folder;
    private final Path kubectl;

    PlayedCluster(Path folder) throws IOException {
        System.out.println(
                "There is no cluster here: a program in kubectl's place notes the calls and plays the answers; only 'kubectl kustomize' is the real one.");
        this.folder = folder;
        this.kubectl = folder.resolve("kubectl");
        Files.createDirectories(folder.resolve("answers"));
        Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(kubectl, PROGRAM);
        if (!kubectl.toFile().setExecutable(true)) {
            throw new IOException(kubectl + " cannot be made a program");
        }
        Files.writeString(folder.resolve("real"), Tools.kubectl().toString());
    }

    /** Answers what begins like that with this output and status from now on. */
    void answer(String name, String asked, int status, String output) throws IOException {
        Files.writeString(folder.resolve("answers").resolve(name), asked + "\n" + status + "\n" + output);
    }

    void answerAsUsual(String name) throws IOException {
        Files.delete(folder.resolve("answers").resolve(name));
    }

    /** The port at which the API of the cluster answers. */
    void apiAt(int port) throws IOException {
        Files.writeString(folder.resolve("port"), Integer.toString(port));
    }

    void secret(String name, String key, String value) throws IOException {
        Files.createDirectories(folder.resolve("secrets").resolve(name));
        Files.writeString(
                folder.resolve("secrets").resolve(name).resolve(key),
                Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
    }

    String secret(String name, String key) throws IOException {
        return new String(
                Base64.getDecoder()
                        .decode(Files.readString(
                                folder.resolve("secrets").resolve(name).resolve(key))),
                StandardCharsets.UTF_8);
    }

    /** What was asked since the last call of this, with the new values of Secrets. */
    List<String> asked() throws IOException {
        Path notes = folder.resolve("asked");
        List<String> asked = Files.exists(notes) ? Files.readAllLines(notes) : List.of();
        Files.writeString(notes, "");
        return asked;
    }

    /** Answers what one of our scripts answers that meets this cluster. */
    Tools.Answer run(String script, Map<String, String> environment, Object... arguments) {
        return OwnPostgres.run(script, environment(environment), arguments);
    }

    Map<String, String> environment(Map<String, String> more) {
        Map<String, String> environment =
                new HashMap<>(Map.of("KUBECTL", kubectl.toString(), "MODERATO_LOOK_EVERY", "0.1"));
        environment.putAll(more);
        return environment;
    }
}
