package io.moderato.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
    private static final int SECONDS = 60;

    @TempDir
    Path folder;

    @Test
    void keepsItsTopicsAndRecords() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            write(client(kafka), "kept");
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            assertThat(read(client(kafka))).containsExactly("kept");
        }
    }

    @Test
    void refusesWhoeverDoesNotKnowTheSecret() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            Map<String, Object> guessing = client(kafka);
            guessing.computeIfPresent(
                    "sasl.jaas.config",
                    (key, login) -> login.toString().replaceAll("password=\"[^\"]*\"", "password=\"guessed\""));
            assertThatThrownBy(() -> topics(guessing)).hasCauseInstanceOf(SaslAuthenticationException.class);

            Map<String, Object> otherUser = client(kafka);
            otherUser.computeIfPresent(
                    "sasl.jaas.config",
                    (key, login) -> login.toString().replace("username=\"moderato\"", "username=\"admin\""));
            assertThatThrownBy(() -> topics(otherUser)).hasCauseInstanceOf(SaslAuthenticationException.class);

            // a client that says nothing of itself is hung up on, and tries again until its time is over
            Map<String, Object> stranger = new HashMap<>(Map.of(
                    "bootstrap.servers", kafka.bootstrapServers(),
                    "default.api.timeout.ms", 3000,
                    "request.timeout.ms", 3000));
            assertThatThrownBy(() -> topics(stranger))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);

            assertThat(topics(client(kafka))).isEmpty();
        }
    }

    @Test
    void controllerRefusesWhoeverDoesNotKnowTheSecret() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            Map<String, Object> knowing = client(kafka);
            knowing.remove("bootstrap.servers");
            knowing.put("bootstrap.controllers", controller());
            assertThat(voters(knowing)).isEqualTo(1);

            Map<String, Object> guessing = new HashMap<>(knowing);
            guessing.computeIfPresent(
                    "sasl.jaas.config",
                    (key, login) -> login.toString().replaceAll("password=\"[^\"]*\"", "password=\"guessed\""));
            assertThatThrownBy(() -> voters(guessing)).hasCauseInstanceOf(SaslAuthenticationException.class);

            Map<String, Object> stranger = new HashMap<>(Map.of(
                    "bootstrap.controllers", controller(),
                    "default.api.timeout.ms", 3000,
                    "request.timeout.ms", 3000));
            assertThatThrownBy(() -> voters(stranger))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void othersHaveNoRightToItsFiles() throws Exception {
        Path place = folder.resolve("new");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(place)) {
            write(client(kafka), "posted");
            assertThat(Rights.ofOthersIn(place)).isEmpty();
        }
        assertThat(Rights.ofOthersIn(place)).as("when it is stopped").isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.resolve("secret"))))
                .isEqualTo("rw-------");
    }

    @Test
    void servesDataThatAnEarlierVersionMadeWithoutASecretAndOpenToAll() throws Exception {
        KafkaRaftServer before = startAsBefore();
        write(new HashMap<>(Map.of("bootstrap.servers", "127.0.0.1:" + port("port"))), "kept");
        before.shutdown();
        before.awaitShutdown();
        Rights.openToAll(folder);

        for (int start = 1; start <= 2; start++) {
            try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
                assertThat(read(client(kafka))).as("start " + start).startsWith("kept");
                write(client(kafka), "start " + start);
                assertThat(Rights.ofOthersIn(folder)).isEmpty();
            }
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            assertThat(read(client(kafka))).containsExactly("kept", "start 1", "start 2");
        }
    }

    /** The broker as it was before it asked for a secret. */
    private KafkaRaftServer startAsBefore() throws Exception {
        EmbeddedKafka.start(folder.resolve("ports")).close();
        Files.copy(folder.resolve("ports/ports.properties"), folder.resolve("ports.properties"));
        Folders.delete(folder.resolve("ports"));
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port("port") + ",CONTROLLER://" + controller());
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.bootstrap.servers", controller());
        settings.put("log.dirs", folder.resolve("log").toString());
        settings.put("offsets.topic.replication.factor", "1");
        Path file = folder.resolve("server.properties");
        try (var writer = Files.newBufferedWriter(file)) {
            settings.store(writer, null);
        }
        int exit = StorageTool.execute(
                new String[] {
                    "format", "--standalone", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()
                },
                new PrintStream(PrintStream.nullOutputStream()));
        assertThat(exit).isZero();
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
        server.startup();
        return server;
    }

    private String controller() throws Exception {
        return "127.0.0.1:" + port("controllerPort");
    }

    private String port(String which) throws Exception {
        Properties ports = new Properties();
        try (var reader = Files.newBufferedReader(folder.resolve("ports.properties"))) {
            ports.load(reader);
        }
        return ports.getProperty(which);
    }

    private static Map<String, Object> client(EmbeddedKafka kafka) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        return properties;
    }

    private static Iterable<String> topics(Map<String, Object> client) throws Exception {
        try (Admin admin = Admin.create(client)) {
            return admin.listTopics().names().get(SECONDS, TimeUnit.SECONDS);
        }
    }

    private static int voters(Map<String, Object> client) throws Exception {
        try (Admin admin = Admin.create(client)) {
            return admin.describeMetadataQuorum()
                    .quorumInfo()
                    .get(SECONDS, TimeUnit.SECONDS)
                    .voters()
                    .size();
        }
    }

    private static void write(Map<String, Object> client, String value) throws Exception {
        try (Admin admin = Admin.create(client);
                KafkaProducer<String, String> producer =
                        new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            if (!admin.listTopics().names().get(SECONDS, TimeUnit.SECONDS).contains("posts")) {
                admin.createTopics(List.of(new NewTopic("posts", 1, (short) 1)))
                        .all()
                        .get(SECONDS, TimeUnit.SECONDS);
            }
            producer.send(new ProducerRecord<>("posts", value)).get(SECONDS, TimeUnit.SECONDS);
        }
    }

    private static List<String> read(Map<String, Object> client) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition posts = new TopicPartition("posts", 0);
            consumer.assign(List.of(posts));
            consumer.seekToBeginning(List.of(posts));
            long end = consumer.endOffsets(List.of(posts)).get(posts);
            while (consumer.position(posts) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(posted -> values.add(posted.value()));
            }
        }
        return values;
    }
}
