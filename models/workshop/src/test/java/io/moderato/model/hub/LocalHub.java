package io.moderato.model.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.moderato.model.folder.ModelFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.node.ObjectNode;

/**
 * A hub on this machine, with the REST layout of huggingface.co. Small files come from the hub itself, safetensors by a redirect to a
 * second server. A test can ask for faults.
 */
final class LocalHub implements AutoCloseable {
    static final String SHA = "0123456789abcdef0123456789abcdef01234567";

    record Request(boolean cdn, String path, Optional<String> authorization, Optional<String> range) {}

    private record Fault(int status, Map<String, String> headers) {}

    final List<Request> requests = new CopyOnWriteArrayList<>();
    final ObjectNode card = ModelFolder.JSON.createObjectNode().put("license", "apache-2.0");
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, byte[]> served = new ConcurrentHashMap<>();
    private final Map<String, Deque<Integer>> breaks = new ConcurrentHashMap<>();
    private final Map<String, Deque<Fault>> faults = new ConcurrentHashMap<>();
    private final List<String> unlistable = new ArrayList<>();
    private final HttpServer hub;
    private final HttpServer cdn;
    volatile String requiredToken = "";
    volatile boolean ranges = true;
    volatile boolean checksumsListed = true;
    volatile Object gated = false;

    LocalHub() throws IOException {
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cdn = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext("/", exchange -> answer(exchange, false));
        cdn.createContext("/", exchange -> answer(exchange, true));
        hub.start();
        cdn.start();
    }

    LocalHub with(Path folder) throws IOException {
        try (var list = Files.list(folder)) {
            for (Path file : list.toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return this;
    }

    LocalHub with(String name, String content) {
        files.put(name, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Lists a file that cannot be fetched. */
    LocalHub listing(String name) {
        unlistable.add(name);
        return this;
    }

    /** Closes the connection after that many bytes of the file, once for each call of this method. */
    void breakAfter(String name, int bytes) {
        breaks.computeIfAbsent(name, n -> new ArrayDeque<>()).add(bytes);
    }

    /** Sends bytes that do not fit the checksum. */
    void damage(String name) {
        byte[] other = files.get(name).clone();
        other[other.length / 2] ^= 1;
        served.put(name, other);
    }

    void repair(String name) {
        served.remove(name);
    }

    /** Answers the next request for a path with that end by a status. */
    void fault(String end, int status, Map<String, String> headers) {
        faults.computeIfAbsent(end, e -> new ArrayDeque<>()).add(new Fault(status, headers));
    }

    int size(String name) {
        return files.get(name).length;
    }

    URI endpoint() {
        return URI.create("http://localhost:" + hub.getAddress().getPort());
    }

    InetSocketAddress address() {
        return hub.getAddress();
    }

    List<Request> requestsFor(String name) {
        return requests.stream().filter(r -> r.path().endsWith(name)).toList();
    }

    private void answer(HttpExchange exchange, boolean fromCdn) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Optional<String> authorization =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
        Optional<String> range =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"));
        requests.add(new Request(fromCdn, path, authorization, range));
        String name = path.substring(path.lastIndexOf('/') + 1);
        for (Map.Entry<String, Deque<Fault>> fault : faults.entrySet()) {
            if (path.endsWith(fault.getKey()) && !fault.getValue().isEmpty()) {
                Fault now = fault.getValue().remove();
                now.headers.forEach(exchange.getResponseHeaders()::set);
                send(exchange, now.status, "busy".getBytes(StandardCharsets.UTF_8));
                return;
            }
        }
        if (!fromCdn && !requiredToken.isEmpty() && !authorization.equals(Optional.of("Bearer " + requiredToken))) {
            exchange.getResponseHeaders().set("X-Error-Code", "GatedRepo");
            send(exchange, 401, new byte[0]);
        } else if (!fromCdn && path.equals("/api/models/acme/tiny/revision/main")) {
            send(exchange, 200, ModelFolder.JSON.writeValueAsBytes(info()));
        } else if (!fromCdn && path.startsWith("/acme/tiny/resolve/" + SHA + "/") && files.containsKey(name)) {
            if (name.endsWith(".safetensors")) {
                exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + sha256(files.get(name)) + "\"");
                exchange.getResponseHeaders().set("X-Linked-Size", String.valueOf(files.get(name).length));
                exchange.getResponseHeaders()
                        .set("Location", "http://127.0.0.1:" + cdn.getAddress().getPort() + "/signed/" + name);
                send(exchange, 302, new byte[0]);
            } else {
                exchange.getResponseHeaders().set("ETag", "\"" + blob(files.get(name)) + "\"");
                content(exchange, name, range);
            }
        } else if (fromCdn && path.startsWith("/signed/")) {
            content(exchange, name, range);
        } else {
            send(exchange, 404, new byte[0]);
        }
    }

    private void content(HttpExchange exchange, String name, Optional<String> range) throws IOException {
        byte[] all = served.getOrDefault(name, files.get(name));
        int from = range.isPresent() && ranges ? Integer.parseInt(range.get().replaceAll("\\D", "")) : 0;
        if (from >= all.length && from > 0) {
            send(exchange, 416, new byte[0]);
            return;
        }
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes %d-%d/%d".formatted(from, all.length - 1, all.length));
        }
        byte[] part = Arrays.copyOfRange(all, from, all.length);
        Deque<Integer> pending = breaks.getOrDefault(name, new ArrayDeque<>());
        if (pending.isEmpty()) {
            send(exchange, from > 0 ? 206 : 200, part);
            return;
        }
        int until = pending.remove();
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, part.length);
        OutputStream out = exchange.getResponseBody();
        out.write(part, 0, until);
        out.flush();
        exchange.close();
    }

    private ObjectNode info() {
        ObjectNode info = ModelFolder.JSON.createObjectNode();
        info.put("id", "acme/tiny").put("sha", SHA).put("private", false);
        info.putPOJO("gated", gated);
        info.set("cardData", card);
        var siblings = info.putArray("siblings");
        files.forEach((name, bytes) -> {
            ObjectNode sibling = siblings.addObject().put("rfilename", name);
            if (checksumsListed) {
                sibling.put("size", bytes.length).put("blobId", blob(bytes));
                if (name.endsWith(".safetensors")) {
                    sibling.putObject("lfs").put("sha256", sha256(bytes)).put("size", bytes.length);
                }
            }
        });
        unlistable.forEach(name -> siblings.addObject().put("rfilename", name));
        return info;
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static String sha256(byte[] bytes) {
        return digest("SHA-256", new byte[0], bytes);
    }

    private static String blob(byte[] bytes) {
        return digest("SHA-1", ("blob " + bytes.length + "\0").getBytes(StandardCharsets.UTF_8), bytes);
    }

    private static String digest(String algorithm, byte[] before, byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(before);
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        hub.stop(0);
        cdn.stop(0);
    }
}
