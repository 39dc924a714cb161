package io.moderato.chaos;

import io.moderato.embedded.EmbeddedDatabase;
import io.moderato.embedded.EmbeddedKafka;
import io.moderato.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A platform of services on their own: two instances of the API and of the inference service, one console, each a process; PostgreSQL and
 * Kafka are processes, too, on a disk of their own, and all services reach them over wires.
 */
final class Rig implements AutoCloseable {
    static final String KEY = "chaos-key-of-this-run-only";

    private static final Duration UNTIL_BALANCERS_KNOW = Duration.ofSeconds(1);
    private static final String DATABASE = "moderato";
    private static final String INTERNAL = "chaos-token-of-this-run-only";

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Path jars;
    private final Path folder;
    private final SmallDisk disk;
    private final Network network;
    private final EmbeddedDatabase database;
    private final Child broker;
    private final Wire databaseWire;
    private final Wire kafkaWire;
    private final Map<String, String> settings;
    private final List<Child> inferences = new ArrayList<>();
    private final List<Child> apis = new ArrayList<>();
    private final List<URI> addresses = new CopyOnWriteArrayList<>();
    private final Child console;

    private Rig(Path jars, Path folder) throws Exception {
        this.jars = jars;
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            disk = part(SmallDisk.at(folder.resolve("disk")));
            network = part(Network.forServices());
            database = part(EmbeddedDatabase.start(disk.folder().resolve("postgres")));
            URI address = URI.create(database.jdbcUrl(DATABASE).substring("jdbc:".length()));
            databaseWire = part(Wire.from(network.servers(), address.getPort()));
            // the broker's own port is known once it has run, and it must know the wire's before: so it runs twice
            Path kafka = disk.folder().resolve("kafka");
            EmbeddedKafka first = EmbeddedKafka.start(kafka);
            Map<String, String> login = first.clientProperties();
            kafkaWire = part(Wire.from(
                    network.servers(), Integer.parseInt(first.bootstrapServers().split(":")[1])));
            first.close();
            int ready = Ports.free();
            broker = part(Child.start(
                    "kafka",
                    Network.ofThisMachine(),
                    List.of(
                            "-Xmx300m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "io.moderato.standalone.Moderato",
                            "chaos-broker",
                            "--data",
                            kafka.toString(),
                            "--advertise",
                            kafkaWire.address(),
                            "--ready",
                            Integer.toString(ready)),
                    Map.of(),
                    URI.create("http://127.0.0.1:" + ready + "/"),
                    folder));
            broker.awaitReady();
            settings = settings(login);
            String internal = "";
            for (int i = 1; i <= 2; i++) {
                int port = Ports.free();
                internal += (internal.isEmpty() ? "" : ",") + "http://" + network.services() + ":" + port;
                inferences.add(service("inference-service", i, port, Map.of()));
                // the first one makes the schema and the topics
                inferences.getLast().awaitReady();
            }
            for (int i = 1; i <= 2; i++) {
                int port = Ports.free();
                addresses.add(URI.create("http://" + network.services() + ":" + port));
                apis.add(service("platform-api", i, port, Map.of("MODERATO_INFERENCE_URL", internal)));
            }
            console = service(
                    "admin-ui",
                    1,
                    Ports.free(),
                    Map.of("MODERATO_ADMIN_PASSWORD", UUID.randomUUID().toString()));
            for (Child each : apis) {
                each.awaitReady();
            }
            console.awaitReady();
            allowKey();
        } catch (Exception failed) {
            close();
            throw failed;
        }
    }

    /**
     * Starts everything.
     *
     * @param jars   the folder of the sources, in which the services' jars were built
     * @param folder an empty folder for data and logs
     */
    static Rig start(Path jars, Path folder) {
        try {
            return new Rig(jars.toAbsolutePath().normalize(), folder);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ChaosException("Stopped while starting.", stopped);
        } catch (Exception failed) {
            throw new ChaosException("The platform to try did not start: " + failed.getMessage(), failed);
        }
    }

    /** The APIs to which a load balancer would send calls now. */
    List<URI> addresses() {
        return List.copyOf(addresses);
    }

    /** Stops an instance and starts it again, as an upgrade does: no calls are sent to it from a moment before until it is ready. */
    Duration restart(Child service) throws IOException, InterruptedException {
        int number = apis.indexOf(service);
        if (number >= 0 && addresses.size() == apis.size()) {
            URI address = addresses.remove(number);
            try {
                TimeUnit.NANOSECONDS.sleep(UNTIL_BALANCERS_KNOW.toNanos());
                return stopAndStart(service);
            } finally {
                addresses.add(number, address);
            }
        }
        return stopAndStart(service);
    }

    private static Duration stopAndStart(Child service) throws IOException, InterruptedException {
        Duration stopped = service.stop();
        service.startAgain();
        service.awaitReady();
        return stopped;
    }

    List<Child> apis() {
        return apis;
    }

    List<Child> inferences() {
        return inferences;
    }

    Child console() {
        return console;
    }

    Child broker() {
        return broker;
    }

    SmallDisk disk() {
        return disk;
    }

    Network network() {
        return network;
    }

    Wire databaseWire() {
        return databaseWire;
    }

    Wire kafkaWire() {
        return kafkaWire;
    }

    /** Kills PostgreSQL as the kernel would; its supervisor starts it again. */
    void killDatabase() throws IOException {
        String pid = Files.readAllLines(disk.folder().resolve("postgres/data/postmaster.pid"))
                .getFirst();
        ProcessHandle.of(Long.parseLong(pid.strip())).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** A connection that no fault reaches, but for PostgreSQL's own death. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(DATABASE), database.owner(), database.ownerPassword());
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failed) {
                System.err.println("moderato: while stopping: " + failed.getMessage());
            }
        }
    }

    private Map<String, String> settings(Map<String, String> kafkaLogin) {
        Map<String, String> all = new HashMap<>();
        all.put("MODERATO_DB_URL", "jdbc:postgresql://" + databaseWire.address() + "/" + DATABASE);
        all.put("MODERATO_DB_USER", database.user());
        all.put("MODERATO_DB_PASSWORD", database.password());
        all.put("MODERATO_DB_MIGRATION_USER", database.owner());
        all.put("MODERATO_DB_MIGRATION_PASSWORD", database.ownerPassword());
        all.put("MODERATO_KAFKA", kafkaWire.address());
        all.put("MODERATO_DISK_FOLDER", disk.folder().toString());
        all.put("MODERATO_DISK_WARNBELOW", "128MB");
        all.put("MODERATO_DISK_REFUSEBELOW", "64MB");
        kafkaLogin.forEach((key, value) -> all.put(
                "SPRING_KAFKA_PROPERTIES_" + key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        all.put("MODERATO_INTERNAL_TOKEN", INTERNAL);
        all.put("MODERATO_TEXT_PER_MINUTE", "1GB");
        // five processes share the connections of one small PostgreSQL
        all.put("SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE", "9");
        return all;
    }

    private Child service(String module, int number, int port, Map<String, String> more) throws IOException {
        Path jar = jars.resolve(module).resolve("target").resolve(module + "-0.1.0-SNAPSHOT-exec.jar");
        if (Files.notExists(jar)) {
            throw new IOException(jar + " is missing; build it with: mvn -q -DskipTests package");
        }
        Map<String, String> environment = new HashMap<>(settings);
        environment.putAll(more);
        environment.put("MODERATO_PORT", Integer.toString(port));
        environment.put(
                "MODERATO_MODEL_CACHE", folder.resolve("model-" + number).toString());
        return part(Child.start(
                module + "-" + number,
                network,
                List.of("-Xmx400m", "-jar", jar.toString()),
                environment,
                URI.create("http://" + network.services() + ":" + port + "/actuator/health/readiness"),
                folder));
    }

    /** An admin would make the key in the console; here its hash is put where the console puts it. */
    private void allowKey() throws SQLException, NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(StandardCharsets.UTF_8));
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO api_key (id, community_id, name, prefix, key_hash, scopes, rate_per_minute, created_by)
                        VALUES (?, 'main', 'chaos', 'chaos-k', ?, '{CONTENT_WRITE,CONTENT_READ,MODERATE}', 1000000, 'chaos')
                        """)) {
            insert.setObject(1, UUID.randomUUID());
            insert.setBytes(2, hash);
            insert.executeUpdate();
        }
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }
}
