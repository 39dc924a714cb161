package io.moderato.webhook.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A receiver on this machine that keeps what it is sent and answers as a test says. */
final class WebhookReceiver implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private volatile Function<Received, Reply> behaviour = call -> Reply.OK;

    WebhookReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 1000);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            Received call = new Received(
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                    exchange.getRequestHeaders().get("webhook-signature"),
                    exchange.getRequestHeaders().getFirst("content-type"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            received.add(call);
            Reply reply = behaviour.apply(call);
            if (!reply.header().isEmpty()) {
                exchange.getResponseHeaders().add(reply.header(), reply.value());
            }
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            atOnce.decrementAndGet();
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    /** Answers so from now on. */
    void behave(Function<Received, Reply> as) {
        behaviour = as;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/in";
    }

    /** All calls until now, in their order. */
    List<Received> received() {
        return received;
    }

    /** The ids of the calls until now. */
    List<String> ids() {
        return received.stream().map(Received::id).toList();
    }

    /** How many calls there were at once at most. */
    int mostAtOnce() {
        return mostAtOnce.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** A call. */
    record Received(String id, String timestamp, List<String> signatures, String contentType, String body) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        String externalId() {
            return json().at("/data/externalId").asString();
        }

        String type() {
            return json().at("/type").asString();
        }
    }

    /** What it answers. */
    record Reply(int status, String body, String header, String value) {
        static final Reply OK = status(200);

        static Reply status(int status) {
            return new Reply(status, "", "", "");
        }
    }
}
