package io.moderato.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.moderato.decision.Outcome;
import io.moderato.embedded.TestServers;
import io.moderato.webhook.delivery.WebhookReceiver.Reply;
import io.moderato.webhook.store.Attempt;
import io.moderato.webhook.store.FailureCause;
import io.moderato.webhook.store.Subscription;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Each way in which a receiver can fail has a cause and words of its own. */
@TestPropertySource(
        properties = {
            "moderato.webhooks.delivery.interval=20ms",
            "moderato.webhooks.delivery.call-timeout=4s",
            "moderato.webhooks.delivery.lease=10s"
        })
class BadReceiversTest extends WebhookTest {
    private static final String DATABASE = TestServers.newDatabase();

    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    Path temp;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> DATABASE);
        // leads to an address that is not allowed, as any name may one day
        registry.add("moderato.webhooks.allowed-hosts", () -> "nobody.invalid");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            301 | REDIRECT            | The receiver redirects (301) to elsewhere.example. Redirects are not followed: subscribe with the address where the receiver is.
            307 | REDIRECT            | The receiver redirects (307) to elsewhere.example. Redirects are not followed: subscribe with the address where the receiver is.
            400 | REFUSED_BY_RECEIVER | The receiver refused the call with 400.
            404 | REFUSED_BY_RECEIVER | The receiver refused the call with 404.
            410 | GONE                | The receiver answered with 410: it wants no more of this.
            500 | RECEIVER_FAILED     | The receiver answered with 500; it has to be 200 to 299.
            503 | RECEIVER_FAILED     | The receiver answered with 503; it has to be 200 to 299.
            """)
    void isToldByItsStatus(int status, FailureCause cause, String words) {
        receiver.behave(
                call -> new Reply(status, "because\u0007 of\u0000 this", "Location", "https://elsewhere.example/x"));
        Attempt attempt = attemptAt(receiver.url());
        assertThat(attempt.cause()).isEqualTo(cause);
        assertThat(attempt.words()).isEqualTo(words);
        assertThat(attempt.status()).isEqualTo(status);
        assertThat(attempt.answer()).isEqualTo("because of this");
        // a redirect is not followed, and a call is made once before the pause
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void whoseAnswerIsHugeIsReadInPart() {
        receiver.behave(call -> new Reply(500, "x".repeat(5_000_000), "", ""));
        assertThat(attemptAt(receiver.url()).answer()).isEqualTo("x".repeat(500));
    }

    @Test
    void isToldThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        assertAttempt(
                "http://127.0.0.1:" + port + "/in",
                FailureCause.NO_CONNECTION,
                "Nobody answers at 127.0.0.1: the connection was refused.");
    }

    @Test
    void isToldThatItsHostIsUnknown() {
        assertAttempt(
                "https://nobody.invalid/in", FailureCause.UNKNOWN_HOST, "Nobody knows a host named nobody.invalid.");
    }

    @Test
    void isRefusedWhenItsAddressIsNotAllowedAnyMore() {
        Subscription subscription = subscribe("https://nobody.invalid/in").subscription();
        jdbc.sql("UPDATE webhook_subscription SET url = 'http://10.1.2.3/in' WHERE id = ?")
                .param(subscription.id())
                .update();
        Attempt attempt = attemptOf(subscription);
        assertThat(attempt.cause()).isEqualTo(FailureCause.REFUSED_ADDRESS);
        assertThat(attempt.words())
                .isEqualTo(
                        "10.1.2.3 leads to a private network, not to a public host. Whoever runs this platform can allow it.");
    }

    @Test
    void isToldThatItIsLate() {
        assertAttempt(
                raw(socket -> {
                    // takes the call and says nothing
                    socket.getInputStream().readAllBytes();
                }),
                FailureCause.TIMEOUT,
                "The receiver did not answer within 4 s.");
    }

    @Test
    void isToldThatItNeverEnds() {
        assertAttempt(
                raw(socket -> {
                    OutputStream out = socket.getOutputStream();
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    socket.getInputStream().readAllBytes();
                }),
                FailureCause.TIMEOUT,
                "The receiver did not answer within 4 s.");
    }

    @Test
    void isToldThatItsAnswerIsGarbage() {
        assertAttempt(
                raw(socket -> socket.getOutputStream()
                        .write("SSH-2.0-OpenSSH_9.2\r\n\r\n".getBytes(StandardCharsets.US_ASCII))),
                FailureCause.BROKEN_ANSWER,
                "The receiver broke the connection off, or its answer is not HTTP.");
    }

    @Test
    void isToldThatItHangsUp() {
        assertAttempt(
                raw(Socket::close),
                FailureCause.BROKEN_ANSWER,
                "The receiver broke the connection off, or its answer is not HTTP.");
    }

    @Test
    void isToldThatNobodyVouchesForItsCertificate() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        server.start();
        open.add(() -> server.stop(0));
        assertAttempt(
                "https://127.0.0.1:" + server.getAddress().getPort() + "/in",
                FailureCause.CERTIFICATE,
                "The encrypted connection failed: nobody whom this platform trusts has signed the certificate of 127.0.0.1.");
    }

    @Test
    void isToldThatItSpeaksNoTls() {
        String url = raw(socket -> socket.getOutputStream()
                .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        assertAttempt(
                url.replace("http://", "https://"),
                FailureCause.CERTIFICATE,
                "The encrypted connection failed: 127.0.0.1 does not speak TLS as this platform does.");
    }

    private void assertAttempt(String url, FailureCause cause, String words) {
        Attempt attempt = attemptAt(url);
        assertThat(attempt.cause()).isEqualTo(cause);
        assertThat(attempt.words()).isEqualTo(words);
        assertThat(attempt.status()).isNull();
        assertThat(attempt.answer()).isEmpty();
    }

    private Attempt attemptAt(String url) {
        return attemptOf(subscribe(url).subscription());
    }

    private Attempt attemptOf(Subscription subscription) {
        decide("1", Outcome.APPROVE);
        return firstAttempt(subscription);
    }

    /** A receiver of bare bytes. */
    private String raw(Peer peer) {
        try {
            ServerSocket server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
            open.add(server);
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try (Socket socket = server.accept()) {
                        peer.talk(socket);
                    } catch (IOException hungUp) {
                        // the other side has had enough
                    }
                }
            });
            return "http://127.0.0.1:" + server.getLocalPort() + "/in";
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private SSLContext selfSigned() throws Exception {
        Path store = temp.resolve("keys.p12");
        char[] password = "changeit".toCharArray();
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "hook",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(password))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), null, null);
        return context;
    }

    private interface Peer {
        void talk(Socket socket) throws IOException;
    }
}
