package io.moderato.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What is committed is what {@code deployment/kubernetes/generate} makes of its sources. */
class GeneratedFilesTest {
    private static final Path DEPLOYMENT = Tools.root().resolve("deployment");

    @TempDir
    Path copy;

    @Test
    void areAsTheScriptMakesThem() throws IOException {
        for (String part : new String[] {"monitoring", "kubernetes"}) {
            copy(DEPLOYMENT.resolve(part), copy.resolve(part));
        }

        generate();

        assertThat(texts(copy.resolve("kubernetes"))).isEqualTo(texts(DEPLOYMENT.resolve("kubernetes")));
    }

    @Test
    void followTheirSources() throws IOException {
        for (String part : new String[] {"monitoring", "kubernetes"}) {
            copy(DEPLOYMENT.resolve(part), copy.resolve(part));
        }
        replace("monitoring/rules/moderato.rules.yml", "ModeratoDown", "ModeratoGone");
        replace("kubernetes/base/every-service.yaml", "seconds: 10", "seconds: 11");

        generate();

        assertThat(copy.resolve("kubernetes/components/monitoring/prometheus-rule.yaml"))
                .content()
                .contains("alert: ModeratoGone");
        assertThat(copy.resolve("kubernetes/chart/templates/moderato-prometheusrule.yaml"))
                .content()
                .contains("alert: ModeratoGone");
        assertThat(copy.resolve("kubernetes/chart/templates/admin-ui-deployment.yaml"))
                .content()
                .contains("seconds: 11");
    }

    @Test
    void haveTheRulesOfTheOtherInstallations() throws IOException {
        YAMLMapper yaml = YAMLMapper.builder().build();
        JsonNode rules = yaml.readTree(Files.readString(DEPLOYMENT.resolve("monitoring/rules/moderato.rules.yml")));

        assertThat(Build.PRODUCTION.make().tree("PrometheusRule", "moderato").at("/spec/groups"))
                .isEqualTo(rules.path("groups"));
        assertThat(Build.CHART.make().tree("PrometheusRule", "moderato").at("/spec/groups"))
                .isEqualTo(rules.path("groups"));
    }

    private void generate() {
        Tools.run(
                        DEPLOYMENT.resolve("kubernetes/generate"),
                        Map.of("KUBECTL", Tools.kubectl().toString()),
                        copy)
                .orFail();
    }

    private void replace(String file, String old, String other) throws IOException {
        String text = Files.readString(copy.resolve(file));
        assertThat(text).contains(old);
        Files.writeString(copy.resolve(file), text.replace(old, other));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    private static Map<String, String> texts(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(Files::isRegularFile).forEach(path -> {
                try {
                    texts.put(folder.relativize(path).toString(), Files.readString(path));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return texts;
    }
}
