package io.moderato.deployment;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** {@code compose.yaml}, read as Docker reads it, with the secrets of {@code make-secrets} in it. */
final class Compose {
    static final Path FOLDER = Commands.ROOT.resolve("deployment/docker");
    static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::([-?])([^}]*))?}");

    private final Map<String, Object> tree;

    private Compose(Map<String, Object> tree) {
        this.tree = tree;
    }

    /** Reads the file with these variables; one that is asked for and missing fails. */
    static Compose read(Map<String, String> variables) throws IOException {
        try (Reader reader = Files.newBufferedReader(FOLDER.resolve("compose.yaml"))) {
            return new Compose(map(filled(new Yaml().load(reader), variables)));
        }
    }

    /** Runs a copy of {@code make-secrets} in that folder, and gives the variables that it made. */
    static Map<String, String> makeSecrets(Path folder) throws IOException, InterruptedException {
        Path script = Files.copy(FOLDER.resolve("make-secrets"), folder.resolve("make-secrets"));
        Commands.run(List.of("bash", script.toString()), Map.of()).orFail(script);
        Map<String, String> variables = new TreeMap<>();
        for (String line : Files.readAllLines(folder.resolve(".env"))) {
            int equals = line.indexOf('=');
            variables.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return variables;
    }

    Map<String, Object> services() {
        return map(tree.get("services"));
    }

    Map<String, Object> service(String name) {
        return map(services().get(name));
    }

    Map<String, Object> section(String name) {
        return map(tree.get(name));
    }

    /** The environment of a service. */
    Map<String, String> environment(String service) {
        Map<String, String> environment = new TreeMap<>();
        map(service(service).getOrDefault("environment", Map.of()))
                .forEach((name, value) -> environment.put(name, value.toString()));
        return environment;
    }

    /** The options with which podman runs a container as locked up as the service is. */
    List<String> confinement(String service) {
        Map<String, Object> settings = service(service);
        List<String> options = new ArrayList<>();
        if (Boolean.TRUE.equals(settings.get("read_only"))) {
            options.add("--read-only");
            // podman would add writable folders of its own
            options.add("--read-only-tmpfs=false");
        }
        list(settings.get("cap_drop")).forEach(each -> options.add("--cap-drop=" + each));
        list(settings.get("security_opt")).forEach(each -> options.add("--security-opt=" + each));
        // as Docker mounts them
        list(settings.get("tmpfs")).forEach(each -> options.add("--tmpfs=" + each + ",noexec,nosuid,nodev"));
        options.add("--memory=" + settings.get("mem_limit"));
        return options;
    }

    static List<String> list(Object value) {
        return value == null
                ? List.of()
                : ((List<?>) value).stream().map(Object::toString).toList();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static Object filled(Object value, Map<String, String> variables) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> filled = new TreeMap<>();
                map.forEach((key, each) -> filled.put(key.toString(), each == null ? "" : filled(each, variables)));
                yield filled;
            }
            case List<?> list ->
                list.stream().map(each -> filled(each, variables)).toList();
            case String text ->
                VARIABLE.matcher(text).replaceAll(found -> {
                    String set = variables.get(found.group(1));
                    if (set == null && !"-".equals(found.group(2))) {
                        throw new AssertionError(found.group(1) + " is not set");
                    }
                    return Matcher.quoteReplacement(set == null ? found.group(3) : set);
                });
            default -> value;
        };
    }
}
