package io.moderato.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.moderato.model.serving.TextClassifier;
import io.moderato.model.serving.TorchModule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * The plain way to serve a model, to compare with: a thread for each request, and in each one forward pass of one text, in fp32. Nothing
 * else is done for it: no rules, no policy, no access control.
 */
final class PlainServer implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TextClassifier classifier;
    private final TorchModule program;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private PlainServer(TextClassifier classifier, TorchModule program, HttpServer server) {
        this.classifier = classifier;
        this.program = program;
        this.server = server;
    }

    /**
     * A server at any free port of this machine.
     *
     * @param classifier gives the tokenizer
     * @param program    the same model in fp32
     */
    static PlainServer start(TextClassifier classifier, TorchModule program) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
        PlainServer plain = new PlainServer(classifier, program, server);
        server.createContext("/", plain::answer);
        server.setExecutor(plain.threads);
        server.start();
        return plain;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String text = JSON.readTree(exchange.getRequestBody().readAllBytes())
                    .path("text")
                    .asString();
            ArrayNode logits = JSON.createArrayNode();
            for (float logit : classifier.encoderLogits(List.of(text), program)[0]) {
                logits.add(logit);
            }
            byte[] body = JSON.writeValueAsBytes(logits);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
