package io.moderato.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.decision.Category;
import io.moderato.model.EncoderConfig.Family;
import io.moderato.model.ModelException;
import io.moderato.model.exchange.ForeignModels;
import io.moderato.model.exchange.ModelImport;
import io.moderato.model.export.TorchScriptExport.Precision;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.serving.AvailableMemory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelAdditionTest {
    private static final String TOKEN = "hf_secretSecretSecret";
    private static final String WEIGHTS = "model.safetensors";

    @TempDir
    Path temp;

    private final ScriptedTerminal nobody = ScriptedTerminal.nobody();
    private final List<Duration> pauses = new ArrayList<>();
    private LocalHub hub;
    private Path models;

    @BeforeEach
    void hub() throws IOException {
        hub = new LocalHub()
                .with(new ForeignModels(Family.BERT, List.of("neutral", "offensive", "hate"))
                        .write(temp.resolve("source")));
        models = temp.resolve("models");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void fetchesImportsAndNotesWhereAModelCameFrom() throws IOException {
        ModelFolder folder = add(null, nobody);

        assertThat(folder.path()).isEqualTo(models.resolve("acme--tiny"));
        assertThat(folder.info().categories()).containsExactly(Category.TOXICITY, Category.IDENTITY_ATTACK);
        assertThat(Files.readString(folder.file(ModelFolder.LINEAGE)))
                .contains("/acme/tiny", LocalHub.SHA, "apache-2.0");
        assertThat(nobody.text()).contains("Licence, as the repository states it: apache-2.0", "offensive");
        assertThat(nobody.progress).last().asString().contains(WEIGHTS);
        // the fetched files are gone
        assertThat(models.toFile().list()).containsExactly("acme--tiny");
        assertThat(new ModelsFolder(models).entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.fault()).isNull());
    }

    @Test
    void fetchesShards() throws IOException {
        hub.close();
        hub = new LocalHub()
                .with(new ForeignModels(Family.ROBERTA, List.of("toxic")).writeSharded(temp.resolve("sharded"), 2));

        assertThat(add(null, nobody).info().categories()).containsExactly(Category.TOXICITY);
        assertThat(hub.requestsFor("-of-00002.safetensors")).hasSize(4);
    }

    @Test
    void goesOnWhereABrokenConnectionEnded() {
        hub.breakAfter(WEIGHTS, 30_000);

        add(null, nobody);

        assertThat(hub.requestsFor(WEIGHTS).stream()
                        .filter(LocalHub.Request::cdn)
                        .map(request -> request.range().orElse("all")))
                .containsExactly("all", "bytes=30000-");
        assertThat(pauses).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void goesOnWhereAKilledProcessEnded() throws IOException {
        Path download = Files.createDirectories(new ModelsFolder(models).download("acme--tiny", LocalHub.SHA));
        byte[] whole = Files.readAllBytes(temp.resolve("source").resolve(WEIGHTS));
        Files.write(download.resolve(WEIGHTS + ".part"), java.util.Arrays.copyOf(whole, 10_000));

        ModelFolder folder = add(null, nobody);

        assertThat(hub.requestsFor("/signed/" + WEIGHTS))
                .singleElement()
                .satisfies(request -> assertThat(request.range()).contains("bytes=10000-"));
        assertThat(folder.file(WEIGHTS)).hasBinaryContent(whole);
    }

    @Test
    void takesAPartThatIsWholeAlready() throws IOException {
        Path download = Files.createDirectories(new ModelsFolder(models).download("acme--tiny", LocalHub.SHA));
        Files.copy(temp.resolve("source").resolve(WEIGHTS), download.resolve(WEIGHTS + ".part"));

        assertThat(add(null, nobody).path()).isDirectory();
    }

    @Test
    void beginsAgainWhereTheServerKnowsNoRanges() {
        hub.ranges = false;
        hub.breakAfter(WEIGHTS, 30_000);

        assertThat(add(null, nobody).path()).isDirectory();
    }

    @Test
    void refusesAFileWithAnotherChecksumAndTakesItOnceItIsRight() {
        hub.damage(WEIGHTS);

        assertThatThrownBy(() -> add(null, nobody))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(WEIGHTS)
                .hasMessageContaining("SHA-256");
        assertThat(models.resolve("acme--tiny")).doesNotExist();
        assertThat(new ModelsFolder(models).entries()).isEmpty();
        hub.repair(WEIGHTS);
        assertThat(add(null, nobody).path()).isDirectory();
    }

    @Test
    void refusesASmallFileWithAnotherGitId() {
        hub.damage("vocab.txt");

        assertThatThrownBy(() -> add(null, nobody))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("vocab.txt")
                .hasMessageContaining("SHA-1");
    }

    @Test
    void checksAgainstTheHeadersWhereTheListNamesNoChecksums() {
        hub.checksumsListed = false;
        hub.damage(WEIGHTS);

        assertThatThrownBy(() -> add(null, nobody)).hasMessageContaining("SHA-256");
        hub.repair(WEIGHTS);
        assertThat(add(null, nobody).path()).isDirectory();
    }

    @Test
    void givesTheTokenToTheHubAndToNobodyElse() throws IOException {
        hub.requiredToken = TOKEN;
        hub.gated = "manual";

        add(token(), nobody);

        assertThat(hub.requests)
                .filteredOn(LocalHub.Request::cdn)
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.authorization()).isEmpty());
        assertThat(hub.requests)
                .filteredOn(request -> !request.cdn())
                .allSatisfy(request -> assertThat(request.authorization()).isEqualTo(Optional.of("Bearer " + TOKEN)));
        assertThat(nobody.text()).contains("gated").doesNotContain(TOKEN);
        assertThat(HubToken.from(null, TOKEN)).hasToString("(token)");
    }

    @Test
    void tellsHowToGetAtAGatedModel() throws IOException {
        hub.requiredToken = TOKEN;

        assertThatThrownBy(() -> add(null, nobody))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("acme/tiny")
                .hasMessageContaining("--token-file");
        hub.requiredToken = "hf_another";
        assertThatThrownBy(() -> add(token(), nobody))
                .hasMessageContaining("refuses this token")
                .hasMessageNotContaining(TOKEN);
    }

    @Test
    void tellsThatThereIsNoSuchModel() {
        assertThatThrownBy(() -> adding(null, nobody, "acme/other"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("acme/other")
                .hasMessageContaining("no such repository");
        assertThatThrownBy(() -> adding(null, nobody, "../etc")).hasMessageContaining("not the OWNER/NAME");
    }

    @Test
    void waitsAsLongAsABusyHubAsks() {
        hub.fault("/revision/main", 429, Map.of("Retry-After", "7"));
        hub.fault("/config.json", 503, Map.of());

        add(null, nobody);

        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(1));
    }

    @Test
    void givesUpOnAHubThatStaysBusy() {
        for (int i = 0; i < 3; i++) {
            hub.fault("/revision/main", 429, Map.of("Retry-After", "100000"));
        }

        assertThatThrownBy(() -> add(null, nobody))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("3 attempts")
                .hasMessageContaining("429");
        assertThat(pauses).containsExactly(Duration.ofSeconds(60), Duration.ofSeconds(60));
    }

    @Test
    void tellsThatNobodyAnswers() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        HubConnection.Settings settings = settings(URI.create("http://localhost:" + free), null, null);

        try (HubClient client = new HubClient(settings)) {
            assertThatThrownBy(() -> addition(nobody).add(client, "acme/tiny", "main"))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("localhost")
                    .hasMessageContaining("no connection");
        }
    }

    @Test
    void doesNotWaitForeverForAServerThatFallsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0);
                HubClient client = new HubClient(new HubConnection.Settings(
                        URI.create("http://localhost:" + silent.getLocalPort()),
                        null,
                        null,
                        Duration.ofMillis(200),
                        2,
                        pauses::add))) {
            assertThatThrownBy(() -> client.model("acme/tiny", "main"))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("no answer in time");
        }
    }

    @Test
    void goesThroughAProxy() {
        HubConnection.Settings settings = settings(
                URI.create("http://hub.invalid"),
                null,
                new InetSocketAddress("localhost", hub.address().getPort()));

        try (HubClient client = new HubClient(settings)) {
            assertThat(client.model("acme/tiny", "main").licence()).isEqualTo("apache-2.0");
        }
    }

    @Test
    void refusesPicklesAndSaysWhatToDo() throws IOException {
        hub.close();
        hub = new LocalHub().with("config.json", "{}").with("pytorch_model.bin", "pickle");

        assertThatThrownBy(() -> add(null, nobody))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("pytorch_model.bin is a pickle")
                .hasMessageContaining("safe_serialization=True");
        assertThat(hub.requestsFor("pytorch_model.bin")).isEmpty();
    }

    @Test
    void fetchesNoWeightsThatItCannotUse() throws IOException {
        assertThatThrownBy(() -> adding(
                        new ModelImport(Precision.INT8, List.of(), new AvailableMemory(1L << 40, 1000), line -> {})))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("acme--tiny")
                .hasMessageContaining("too large for this machine");
        hub.close();
        hub = new LocalHub()
                .with(new ForeignModels(Family.BERT, List.of("toxic"))
                        .with("model_type", "deberta-v2")
                        .write(temp.resolve("other")));
        models = temp.resolve("other-models");
        assertThatThrownBy(() -> add(null, nobody))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("config.json")
                .hasMessageContaining("deberta-v2");
        assertThat(hub.requestsFor(WEIGHTS)).isEmpty();
    }

    private ModelFolder adding(ModelImport importer) {
        try (HubClient client = new HubClient(settings(hub.endpoint(), null, null))) {
            return new ModelAddition(new ModelsFolder(models), importer, null, null, true, nobody)
                    .add(client, "acme/tiny", "main");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a/../../evil", "/etc/evil", "..\\evil", "C:evil", "a//b", ""})
    void refusesFilesThatWouldLeaveTheFolder(String name) {
        hub.listing(name);

        assertThatThrownBy(() -> add(null, nobody))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("would leave its folder");
        assertThat(hub.requests).hasSize(1);
        assertThat(models).doesNotExist();
    }

    @Test
    void tellsThatTheFolderCannotBeWritten() throws IOException {
        Files.writeString(models, "a file where the folder should be");

        assertThatThrownBy(() -> add(null, nobody))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("models")
                .hasMessageContaining("cannot be written");
    }

    @Test
    void tellsThatTheDiskIsFull() throws IOException {
        Path download = Files.createDirectories(new ModelsFolder(models).download("acme--tiny", LocalHub.SHA));
        Path link = Files.createSymbolicLink(download.resolve(WEIGHTS + ".part"), Path.of("/dev/full"));

        assertThatThrownBy(() -> add(null, nobody))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(WEIGHTS)
                .hasMessageContaining("No space left");
        Files.delete(link);
        assertThat(models.resolve("acme--tiny")).doesNotExist();
    }

    @Test
    void asksForTheLicenceAndTheLabels() {
        ScriptedTerminal somebody = ScriptedTerminal.answering("y", "n", "", "nonsense", "toxicity, insult", "-");

        ModelFolder folder = adding(null, somebody, "acme/tiny", false);

        assertThat(folder.info().categories()).containsExactly(Category.TOXICITY, Category.INSULT);
        assertThat(somebody.text()).contains("Use it under this licence?", "Unknown category 'nonsense'");
        assertThatThrownBy(() -> {
                    Files.delete(folder.file(ModelFolder.CARD));
                    adding(null, ScriptedTerminal.answering("n"), "acme/tiny", false);
                })
                .hasMessageContaining("exists already");
    }

    @Test
    void fetchesNothingWithoutTheLicence() {
        assertThatThrownBy(() -> adding(null, ScriptedTerminal.answering("n"), "acme/tiny", false))
                .hasMessageContaining("licence was not accepted");
        assertThatThrownBy(() -> adding(null, nobody, "acme/tiny", false)).hasMessageContaining("--yes");
        assertThat(hub.requests)
                .allSatisfy(request -> assertThat(request.path()).startsWith("/api/"));
    }

    @Test
    void writesATemplateWhereTheLabelsSayNothingAndNobodyIsThere() throws IOException {
        hub.close();
        hub = new LocalHub()
                .with(new ForeignModels(Family.BERT, List.of("LABEL_0", "hate")).write(temp.resolve("unnamed")));

        assertThatThrownBy(() -> add(null, nobody))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("acme--tiny.labels.json")
                .hasMessageContaining("LABEL_0  ?");
        Path template = models.resolve("acme--tiny.labels.json");
        assertThat(Files.readString(template)).contains("\"LABEL_0\" : \"?\"", "identity_attack");
        // the weights were not fetched in vain
        assertThat(hub.requestsFor(WEIGHTS)).isEmpty();
        assertThatThrownBy(() -> withLabels(template)).hasMessageContaining("LABEL_0");
        Files.writeString(template, Files.readString(template).replace("\"?\"", "null"));
        assertThat(withLabels(template).info().categories())
                .containsExactly(Category.TOXICITY, Category.IDENTITY_ATTACK);
    }

    private ModelFolder withLabels(Path labels) {
        try (HubClient client = new HubClient(settings(hub.endpoint(), null, null))) {
            return new ModelAddition(new ModelsFolder(models), importer(), labels, null, true, nobody)
                    .add(client, "acme/tiny", "main");
        }
    }

    private HubToken token() throws IOException {
        Path file = temp.resolve("token");
        Files.writeString(file, TOKEN + "\n");
        return HubToken.from(file, null);
    }

    private ModelFolder add(@Nullable HubToken token, ScriptedTerminal terminal) {
        return adding(token, terminal, "acme/tiny");
    }

    private ModelFolder adding(@Nullable HubToken token, ScriptedTerminal terminal, String id) {
        return adding(token, terminal, id, true);
    }

    private ModelFolder adding(@Nullable HubToken token, ScriptedTerminal terminal, String id, boolean yes) {
        try (HubClient client = new HubClient(settings(hub.endpoint(), token, null))) {
            return new ModelAddition(new ModelsFolder(models), importer(), null, null, yes, terminal)
                    .add(client, id, "main");
        }
    }

    private ModelAddition addition(ScriptedTerminal terminal) {
        return new ModelAddition(new ModelsFolder(models), importer(), null, null, true, terminal);
    }

    private static ModelImport importer() {
        return new ModelImport(Precision.FP32, List.of(), new AvailableMemory(1L << 40, 1L << 40), line -> {});
    }

    private HubConnection.Settings settings(URI endpoint, @Nullable HubToken token, @Nullable InetSocketAddress proxy) {
        return new HubConnection.Settings(endpoint, token, proxy, Duration.ofSeconds(20), 3, pauses::add);
    }
}
