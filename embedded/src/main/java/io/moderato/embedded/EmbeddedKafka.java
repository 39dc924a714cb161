package io.moderato.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * The real Kafka broker, one KRaft node in this process, with its data in a folder. It listens on this machine only and asks for a secret
 * that is made at the first start and kept beside the data.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final String PORT = "port";
    private static final String CONTROLLER_PORT = "controllerPort";

    private final KafkaRaftServer server;
    private final KafkaAccess access;
    private final int port;

    private EmbeddedKafka(KafkaRaftServer server, KafkaAccess access, int port) {
        this.server = server;
        this.access = access;
        this.port = port;
    }

    /**
     * Starts the broker on the data in that folder, which is formatted if it is new. Uses the same port as before unless that is taken.
     * Other users lose all rights in the folder, and get none on the files that this process makes from now on.
     *
     * @throws IOException if the folder cannot be formatted or belongs to another user, or if no port is free
     */
    public static EmbeddedKafka start(Path folder) throws IOException {
        return start(folder, null);
    }

    /**
     * The same, for clients that reach the broker another way.
     *
     * @param advertised the host and port at which clients reach it; null for those of {@link #bootstrapServers()}
     */
    public static EmbeddedKafka start(Path folder, @Nullable String advertised) throws IOException {
        Path place = folder.toAbsolutePath().normalize();
        OwnerOnly.newFiles();
        OwnerOnly.take(place);
        Properties ports = ports(place.resolve("ports.properties"));
        int port = number(ports, PORT);
        int controllerPort = number(ports, CONTROLLER_PORT);
        KafkaAccess access = new KafkaAccess(Secret.in(place.resolve("secret")));
        Path log = place.resolve("log");
        Properties settings = settings(log, port, controllerPort);
        if (advertised != null) {
            settings.put("advertised.listeners", KafkaAccess.CLIENTS + "://" + advertised);
        }
        access.protect(settings);
        if (Files.notExists(log.resolve("meta.properties"))) {
            format(place, settings);
        }
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
        server.startup();
        return new EmbeddedKafka(server, access, port);
    }

    /** The address that clients connect to. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The properties that clients need beside the bootstrap servers: how to log in, and the secret. They must not be logged. */
    public Map<String, String> clientProperties() {
        return access.clientProperties();
    }

    /** The names of {@link #clientProperties}. */
    public static Set<String> clientPropertyNames() {
        return KafkaAccess.CLIENT_PROPERTIES;
    }

    /** Stops the broker and waits until its data are closed. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static Properties settings(Path log, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put(
                "listeners",
                KafkaAccess.CLIENTS + "://127.0.0.1:" + port + "," + KafkaAccess.CONTROLLER + "://127.0.0.1:"
                        + controllerPort);
        settings.put("controller.listener.names", KafkaAccess.CONTROLLER);
        settings.put("controller.quorum.bootstrap.servers", "127.0.0.1:" + controllerPort);
        settings.put("log.dirs", log.toString());
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("auto.create.topics.enable", "false");
        // one node has no second copy; a record that a crash of the machine loses is still QUEUED in PostgreSQL and is
        // sent again
        settings.put("log.flush.interval.messages", "1000");
        settings.put("log.segment.bytes", Integer.toString(64 << 20));
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        // the largest text that may be configured, with its decision
        settings.put("message.max.bytes", Integer.toString(4 << 20));
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        return settings;
    }

    private static void format(Path folder, Properties settings) throws IOException {
        // only this user may read the file: the secret is among the settings
        Path file = Files.createTempFile(folder, "server", ".properties", OwnerOnly.file());
        try {
            try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                settings.store(writer, null);
            }
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            String[] arguments = {
                "format", "--standalone", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()
            };
            int exit = StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
            if (exit != 0) {
                throw new IOException("Formatting Kafka's folder: " + said.toString(StandardCharsets.UTF_8));
            }
        } finally {
            Files.delete(file);
        }
    }

    private static Properties ports(Path file) throws IOException {
        Properties ports = new Properties();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                ports.load(reader);
            }
            if (Ports.isFree(number(ports, PORT)) && Ports.isFree(number(ports, CONTROLLER_PORT))) {
                return ports;
            }
        }
        ports.setProperty(PORT, Integer.toString(Ports.free()));
        ports.setProperty(CONTROLLER_PORT, Integer.toString(Ports.free()));
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            ports.store(writer, null);
        }
        return ports;
    }

    private static int number(Properties ports, String which) {
        return Integer.parseInt(ports.getProperty(which));
    }
}
