package io.moderato.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection to an address that was checked shows and expects the name that was called. */
class GuardedTlsTest {
    private static final CallLimits LIMITS = new CallLimits(Duration.ofSeconds(20), 1_000, 1);
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path temp;

    private static HttpsServer server;
    private static SSLContext trusting;
    private static final AtomicReference<String> NAMED = new AtomicReference<>("");

    @BeforeAll
    static void start() throws Exception {
        Path store = temp.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "hook",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=hooks.example",
                        "-ext",
                        "san=dns:hooks.example",
                        "-validity",
                        "2",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        SSLContext serving = SSLContext.getInstance("TLS");
        serving.init(own.getKeyManagers(), null, null);
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("hook", keys.getCertificate("hook"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);

        server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(serving));
        server.createContext("/", exchange -> {
            ExtendedSSLSession session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
            NAMED.set(String.valueOf(session.getRequestedServerNames()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.createContext("/plain", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://hooks.example/");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    private static GuardedClient client() {
        AddressRules rules = new AddressRules(true, Set.of("hooks.example", "other.example"), List.of());
        return new GuardedClient(
                new AddressGuard(rules), 1, host -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")}, trusting);
    }

    private static URI at(String host, String path) {
        return URI.create("https://%s:%d%s".formatted(host, server.getAddress().getPort(), path));
    }

    @Test
    void namesTheHostToTheServerAndFindsItInTheCertificate() throws Exception {
        try (GuardedClient client = client()) {
            assertThat(client.send(Call.get(at("hooks.example", "/")), LIMITS).status())
                    .isEqualTo(204);
        }
        assertThat(NAMED.get()).contains("hooks.example");
    }

    @Test
    void refusesTheCertificateOfAnotherHost() {
        try (GuardedClient client = client()) {
            assertThatThrownBy(() -> client.send(Call.get(at("other.example", "/")), LIMITS))
                    .isInstanceOf(IOException.class)
                    .hasCauseInstanceOf(SSLException.class);
        }
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() {
        AddressRules rules = new AddressRules(true, Set.of("hooks.example"), List.of());
        try (GuardedClient strict = new GuardedClient(
                new AddressGuard(rules), 1, host -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")}, null)) {
            assertThatThrownBy(() -> strict.send(Call.get(at("hooks.example", "/")), LIMITS))
                    .isInstanceOf(IOException.class)
                    .hasCauseInstanceOf(SSLException.class);
        }
    }

    @Test
    void followsNoRedirectOutOfEncryption() {
        try (GuardedClient client = client()) {
            assertThatThrownBy(() -> client.send(Call.get(at("hooks.example", "/plain")), LIMITS))
                    .isInstanceOf(RefusedAddressException.class)
                    .hasMessageContaining("without encryption");
        }
    }
}
