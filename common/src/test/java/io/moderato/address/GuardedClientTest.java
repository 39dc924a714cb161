package io.moderato.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real server on this machine; only the look-up of names is a fake, since it is outside. */
class GuardedClientTest {
    private static final CallLimits LIMITS = new CallLimits(Duration.ofSeconds(20), 10_000, 3);
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final int CALLS = 10;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Received> received = new ArrayList<>();
    private final Map<String, List<InetAddress>> names = new HashMap<>();
    private HttpServer server;
    private GuardedClient client;

    private record Received(String method, String path, Map<String, List<String>> headers, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
        server.setExecutor(threads);
        server.start();
        // one name may lead here, and no other
        client = client(new AddressRules(true, Set.of("allowed.example", "other.example"), List.of()));
        names.put("allowed.example", List.of(HERE));
        names.put("other.example", List.of(HERE));
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private GuardedClient client(AddressRules rules) {
        return new GuardedClient(new AddressGuard(rules), CALLS, this::lookUp, null);
    }

    private InetAddress[] lookUp(String host) throws java.net.UnknownHostException {
        List<InetAddress> found = names.get(host);
        if (found == null) {
            throw new java.net.UnknownHostException(host);
        }
        return found.toArray(InetAddress[]::new);
    }

    private URI at(String host, String path) {
        return URI.create("http://%s:%d%s".formatted(host, server.getAddress().getPort(), path));
    }

    private void serve(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            synchronized (received) {
                received.add(new Received(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getPath(),
                        Map.copyOf(exchange.getRequestHeaders()),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            }
            handler.handle(exchange);
        });
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static HttpHandler redirecting(int status, String target) {
        return exchange -> {
            exchange.getResponseHeaders().add("Location", target);
            answer(exchange, status, "moved");
        };
    }

    @Test
    void callsAHostThatIsAllowed() throws Exception {
        serve("/hook", exchange -> {
            exchange.getResponseHeaders().add("X-Answer", "yes");
            answer(exchange, 418, "a teapot");
        });

        Answer answer = client.send(
                Call.of(
                        "POST",
                        at("allowed.example", "/hook"),
                        Map.of("Webhook-Signature", "v1,abc", "Content-Type", "application/json"),
                        "{}".getBytes(StandardCharsets.UTF_8)),
                LIMITS);

        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.header("x-answer")).hasValue("yes");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("a teapot");
        assertThat(answer.cut()).isFalse();
        assertThat(received).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.body()).isEqualTo("{}");
            assertThat(request.headers()).containsEntry("Webhook-signature", List.of("v1,abc"));
            assertThat(request.headers()).containsEntry("Content-type", List.of("application/json"));
            assertThat(request.headers().get("Host").getFirst()).startsWith("allowed.example:");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "[::1]", "localhost", "leads-here.example"})
    void callsNobodyOnThisMachineUnlessAllowed(String host) {
        serve("/", exchange -> answer(exchange, 200, "secret"));
        names.put("leads-here.example", List.of(HERE));

        assertThatThrownBy(() -> client.send(Call.get(at(host, "/")), LIMITS))
                .isInstanceOf(RefusedAddressException.class)
                .hasMessageContaining("this machine itself");
        assertThat(received).isEmpty();
    }

    @Test
    void callsARangeThatIsAllowed() throws Exception {
        serve("/", exchange -> answer(exchange, 200, "fine"));
        names.put("127.0.0.1", List.of(HERE));
        try (GuardedClient ranged = client(new AddressRules(true, Set.of(), List.of(AddressRange.of("127.0.0.0/8"))))) {
            assertThat(ranged.send(Call.get(at("127.0.0.1", "/")), LIMITS).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void refusesANameOfWhichOneAddressIsNotPublic() {
        names.put("both.example", List.of(InetAddress.ofLiteral("93.184.215.14"), HERE));

        assertThatThrownBy(() -> client.send(Call.get(at("both.example", "/")), LIMITS))
                .isInstanceOf(RefusedAddressException.class)
                .hasMessageContaining("both.example leads to this machine itself");
    }

    @Test
    void isNotFooledByANameThatLeadsElsewhereAMomentLater() throws Exception {
        serve("/", exchange -> answer(exchange, 200, "secret"));
        // Loopback stands in for a public host, as 127.0.0.2 is allowed; 127.0.0.1 is what must not be reached.
        HttpServer elsewhere = HttpServer.create(
                new InetSocketAddress(
                        InetAddress.ofLiteral("127.0.0.2"), server.getAddress().getPort()),
                0);
        elsewhere.createContext("/", exchange -> answer(exchange, 200, "public"));
        elsewhere.start();
        AtomicInteger lookUps = new AtomicInteger();
        AddressRules rules = new AddressRules(true, Set.of(), List.of(AddressRange.of("127.0.0.2")));
        try (GuardedClient rebound = new GuardedClient(
                new AddressGuard(rules),
                CALLS,
                host -> new InetAddress[] {lookUps.getAndIncrement() == 0 ? InetAddress.ofLiteral("127.0.0.2") : HERE},
                null)) {
            Answer first = rebound.send(Call.of("GET", at("turns.example", "/"), Map.of(), null), LIMITS);

            assertThat(new String(first.body(), StandardCharsets.UTF_8)).isEqualTo("public");
            assertThat(lookUps).as("look-ups of the first call").hasValue(1);
        } finally {
            elsewhere.stop(0);
        }
        try (GuardedClient later =
                new GuardedClient(new AddressGuard(rules), CALLS, host -> new InetAddress[] {HERE}, null)) {
            assertThatThrownBy(() -> later.send(Call.get(at("turns.example", "/")), LIMITS))
                    .isInstanceOf(RefusedAddressException.class);
        }
        assertThat(received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:PORT/inside", "http://leads-here.example:PORT/inside", "//[::1]:PORT/inside"})
    void followsNoRedirectToWhereItMayNotGo(String target) {
        names.put("leads-here.example", List.of(HERE));
        serve(
                "/out",
                redirecting(302, target.replace("PORT", "" + server.getAddress().getPort())));
        serve("/inside", exchange -> answer(exchange, 200, "secret"));

        assertThatThrownBy(() -> client.send(Call.get(at("allowed.example", "/out")), LIMITS))
                .isInstanceOf(RefusedAddressException.class)
                .hasMessageContaining("this machine itself");
        assertThat(received).extracting(Received::path).containsExactly("/out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:///etc/passwd", "ftp://allowed.example/", "http://user:pw@allowed.example/", "http://a b/"
            })
    void followsNoRedirectToWhatIsNotAWebAddress(String target) {
        serve("/out", redirecting(302, target));

        assertThatThrownBy(() -> client.send(Call.get(at("allowed.example", "/out")), LIMITS))
                .isInstanceOf(RefusedAddressException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "301, POST, GET",
        "302, POST, GET",
        "303, POST, GET",
        "307, POST, POST",
        "308, POST, POST",
        "303, HEAD, HEAD"
    })
    void followsARedirectWithinAHostAsTheStatusSays(int status, String method, String then) throws Exception {
        serve("/old", redirecting(status, "/new"));
        serve("/new", exchange -> answer(exchange, 200, ""));
        byte[] body = method.equals("POST") ? "text".getBytes(StandardCharsets.UTF_8) : null;

        Answer answer = client.send(
                Call.of(method, at("allowed.example", "/old"), Map.of("Authorization", "Bearer secret"), body), LIMITS);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.address()).isEqualTo(at("allowed.example", "/new"));
        Received last = received.getLast();
        assertThat(last.method()).isEqualTo(then);
        assertThat(last.body()).isEqualTo(then.equals("POST") ? "text" : "");
        assertThat(last.headers()).containsKey("Authorization");
    }

    @Test
    void tellsAnotherHostNoSecrets() throws Exception {
        serve("/out", redirecting(302, at("other.example", "/in").toString()));
        serve("/in", exchange -> answer(exchange, 200, "fine"));

        client.send(
                Call.of(
                        "GET",
                        at("allowed.example", "/out"),
                        Map.of(
                                "Authorization", "Bearer secret",
                                "Cookie", "session=secret",
                                "Webhook-Signature", "v1,secret",
                                "X-Anything", "secret",
                                "Accept", "image/*"),
                        null),
                LIMITS);

        Map<String, List<String>> there = received.getLast().headers();
        assertThat(there).containsEntry("Accept", List.of("image/*"));
        assertThat(there.values().toString()).doesNotContain("secret");
    }

    @Test
    void sendsAnotherHostNoBody() {
        serve("/out", redirecting(307, at("other.example", "/in").toString()));
        serve("/in", exchange -> answer(exchange, 200, "fine"));

        assertThatThrownBy(() -> client.send(
                        Call.of(
                                "POST",
                                at("allowed.example", "/out"),
                                Map.of(),
                                "text".getBytes(StandardCharsets.UTF_8)),
                        LIMITS))
                .isInstanceOf(RefusedAddressException.class)
                .hasMessageContaining("another host");
        assertThat(received).extracting(Received::path).containsExactly("/out");
    }

    @Test
    void returnsTheRedirectThatIsOneTooMany() throws Exception {
        serve("/round", redirecting(302, "/round"));

        Answer answer = client.send(Call.get(at("allowed.example", "/round")), LIMITS);

        assertThat(answer.status()).isEqualTo(302);
        assertThat(received).hasSize(LIMITS.redirects() + 1);
    }

    @Test
    void stopsReadingABodyThatDoesNotEnd() throws Exception {
        CountDownLatch broken = new CountDownLatch(1);
        serve("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                byte[] chunk = new byte[10_000];
                while (true) {
                    out.write(chunk);
                }
            } catch (IOException closed) {
                broken.countDown();
            }
        });

        Answer answer = client.send(Call.get(at("allowed.example", "/endless")), LIMITS);

        assertThat(answer.body()).hasSize(LIMITS.bytes());
        assertThat(answer.cut()).isTrue();
        broken.await();
        serve("/after", exchange -> answer(exchange, 200, "fine"));
        assertThat(client.send(Call.get(at("allowed.example", "/after")), LIMITS)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"9999, false", "10000, false", "10001, true"})
    void tellsWhetherABodyWasCut(int length, boolean cut) throws Exception {
        serve("/long", exchange -> answer(exchange, 200, "a".repeat(length)));

        Answer answer = client.send(Call.get(at("allowed.example", "/long")), LIMITS);

        assertThat(answer.cut()).isEqualTo(cut);
        assertThat(answer.body()).hasSize(Math.min(length, LIMITS.bytes()));
    }

    @Test
    void breaksOffABodyThatDrips() {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch broken = new CountDownLatch(1);
        serve("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                // each byte comes well within any time that is allowed for one read
                while (!stop.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                    out.write('a');
                    out.flush();
                }
            } catch (IOException closed) {
                broken.countDown();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        });

        assertThatThrownBy(() -> client.send(
                        Call.get(at("allowed.example", "/slow")), new CallLimits(Duration.ofMillis(300), 10_000, 0)))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("GET http://allowed.example")
                .hasMessageContaining("took longer than");
        assertThat(broken).satisfies(CountDownLatch::await);
        stop.countDown();
    }

    @Test
    void givesUpOnAHostThatNeverAnswers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, HERE)) {
            URI address = URI.create("http://allowed.example:%d/".formatted(silent.getLocalPort()));

            assertThatThrownBy(() -> client.send(Call.get(address), new CallLimits(Duration.ofMillis(300), 10, 0)))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void givesUpOnANameThatIsLookedUpForever() {
        CountDownLatch never = new CountDownLatch(1);
        try (GuardedClient stuck = new GuardedClient(
                new AddressGuard(new AddressRules(true, Set.of(), List.of())),
                CALLS,
                host -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new java.net.UnknownHostException(host);
                },
                null)) {
            assertThatThrownBy(() -> stuck.send(
                            Call.get(at("slow.example", "/")), new CallLimits(Duration.ofMillis(300), 10, 0)))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void breaksOffTheCallOfAThreadThatIsInterrupted() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        try (ServerSocket silent = new ServerSocket(0, 1, HERE)) {
            URI address = URI.create("http://allowed.example:%d/".formatted(silent.getLocalPort()));
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    asked.countDown();
                    client.send(Call.get(address), LIMITS);
                } catch (InterruptedException e) {
                    interrupted.countDown();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            asked.await();
            caller.interrupt();
            interrupted.await();
        }
    }

    @Test
    void saysWhichHostDoesNotAnswer() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
            free = socket.getLocalPort();
        }

        assertThatThrownBy(() -> client.send(
                        Call.get(URI.create("http://allowed.example:%d/token-in-path".formatted(free))), LIMITS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("GET http://allowed.example:" + free)
                .hasMessageNotContaining("token-in-path");
        assertThatThrownBy(() -> client.send(Call.get(URI.create("http://nowhere.example/")), LIMITS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nowhere.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "content-length", "Transfer-Encoding", "Connection"})
    void writesTheHeadersOfTheTransferItself(String header) {
        assertThatThrownBy(() -> Call.of("GET", at("allowed.example", "/"), Map.of(header, "x"), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(header);
    }

    @Test
    void writesNoHeaderThatACallerDidNotName() throws Exception {
        serve("/", exchange -> answer(exchange, 200, "fine"));

        client.send(Call.of("GET", at("allowed.example", "/"), Map.of("X-Name", "a\r\nX-Injected: b"), null), LIMITS);

        assertThat(received.getLast().headers()).doesNotContainKey("X-injected");
    }
}
