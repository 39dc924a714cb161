package io.moderato.model.runs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tracking server with the part of MLflow's REST protocol that runs need. The server keeps to MLflow's limits and rules, and fails when a
 * test asks for it. Source: MLflow's REST API reference, {@code validation.py} and {@code mlflow_artifacts.proto}.
 */
final class TrackingServer implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern TAG_FILTER = Pattern.compile("tags\\.\"([^\"]+)\" = '([^']+)'");
    private static final String API = "/api/2.0/mlflow/";
    private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts/";

    /** A request that was answered. */
    record Request(String method, String path, String authorization, byte[] body, int status) {
        JsonNode json() {
            return JSON.readTree(body);
        }
    }

    /** The server's record of a run. */
    static final class TrackedRun {
        final String id;
        final String experiment;
        final String name;
        final long started;
        String status = "RUNNING";
        long ended;
        final Map<String, String> tags = new LinkedHashMap<>();
        final Map<String, String> parameters = new LinkedHashMap<>();
        final List<JsonNode> metrics = new ArrayList<>();

        TrackedRun(String id, String experiment, String name, long started) {
            this.id = id;
            this.experiment = experiment;
            this.name = name;
            this.started = started;
        }
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String code;

        Refused(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }
    }

    final Map<String, String> experiments = new LinkedHashMap<>();
    final Map<String, TrackedRun> runs = new LinkedHashMap<>();
    final Map<String, byte[]> artifacts = new LinkedHashMap<>();
    final List<Request> requests = new ArrayList<>();
    String artifactScheme = "mlflow-artifacts:/";

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Integer> failures = new ArrayList<>();
    private final List<Integer> artifactFailures = new ArrayList<>();
    private Predicate<String> hanging = path -> false;

    TrackingServer() throws IOException {
        this(0);
    }

    TrackingServer(int port) throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.createContext("/", this::handle);
        http.setExecutor(threads);
        http.start();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return http.getAddress().getPort();
    }

    /** Answers the next requests with those statuses. */
    synchronized void fail(Integer... statuses) {
        failures.addAll(List.of(statuses));
    }

    /** Answers the next artifacts with those statuses. */
    synchronized void failArtifacts(Integer... statuses) {
        artifactFailures.addAll(List.of(statuses));
    }

    /** Never answers requests for such paths. */
    synchronized void hang(Predicate<String> paths) {
        hanging = paths;
    }

    /** Waits until the server has that state. */
    synchronized void await(Predicate<TrackingServer> state) throws InterruptedException {
        long until = System.nanoTime() + 20_000_000_000L;
        while (!state.test(this)) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("The server never got there; requests: " + requests);
            }
            wait(left);
        }
    }

    synchronized TrackedRun onlyRun() {
        if (runs.size() != 1) {
            throw new AssertionError(runs.size() + " runs");
        }
        return runs.values().iterator().next();
    }

    synchronized List<Request> requests(String path) {
        return requests.stream()
                .filter(request -> request.status == 200 && request.path.startsWith(path))
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        int status = 200;
        byte[] answer;
        synchronized (this) {
            while (hanging.test(path)) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    return;
                }
            }
            try {
                if (!failures.isEmpty()) {
                    throw new Refused(failures.removeFirst(), "INTERNAL_ERROR", "told to fail");
                }
                answer = JSON.writeValueAsBytes(answer(exchange.getRequestMethod(), path, exchange, body));
            } catch (Refused e) {
                status = e.status;
                answer =
                        JSON.writeValueAsBytes(Map.of("error_code", e.code, "message", String.valueOf(e.getMessage())));
            }
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    path,
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    body,
                    status));
            notifyAll();
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private Object answer(String method, String path, HttpExchange exchange, byte[] body) {
        if (path.startsWith(ARTIFACTS) && method.equals("PUT")) {
            if (!artifactFailures.isEmpty()) {
                throw new Refused(artifactFailures.removeFirst(), "INTERNAL_ERROR", "told to fail");
            }
            artifacts.put(path.substring(ARTIFACTS.length()), body);
            return Map.of();
        }
        String call = method + " " + path.replace(API, "");
        return switch (call) {
            case "GET experiments/get-by-name" -> experiment(query(exchange, "experiment_name"));
            case "POST experiments/create" -> createExperiment(JSON.readTree(body));
            case "POST runs/search" -> search(JSON.readTree(body));
            case "POST runs/create" -> createRun(JSON.readTree(body));
            case "POST runs/update" -> updateRun(JSON.readTree(body));
            case "POST runs/log-batch" -> logBatch(JSON.readTree(body));
            case "POST runs/set-tag" -> setTag(JSON.readTree(body));
            default -> throw new Refused(404, "ENDPOINT_NOT_FOUND", call);
        };
    }

    private Object experiment(String name) {
        String id = experiments.get(name);
        if (id == null) {
            throw new Refused(404, "RESOURCE_DOES_NOT_EXIST", "No experiment " + name);
        }
        return Map.of("experiment", Map.of("experiment_id", id, "name", name, "lifecycle_stage", "active"));
    }

    private Object createExperiment(JsonNode request) {
        String name = text(request, "name");
        if (experiments.containsKey(name)) {
            throw new Refused(400, "RESOURCE_ALREADY_EXISTS", name);
        }
        experiments.put(name, String.valueOf(experiments.size() + 1));
        return Map.of("experiment_id", experiments.get(name));
    }

    private Object search(JsonNode request) {
        Matcher filter = TAG_FILTER.matcher(text(request, "filter"));
        if (!filter.matches()) {
            throw new Refused(400, "INVALID_PARAMETER_VALUE", "Invalid filter " + request.path("filter"));
        }
        List<Object> found = new ArrayList<>();
        for (JsonNode experiment : request.path("experiment_ids")) {
            runs.values().stream()
                    .filter(run -> run.experiment.equals(experiment.asString()))
                    .filter(run -> filter.group(2).equals(run.tags.get(filter.group(1))))
                    .limit(request.path("max_results").asInt(1000))
                    .forEach(run -> found.add(json(run)));
        }
        return Map.of("runs", found);
    }

    private Object createRun(JsonNode request) {
        String experiment = text(request, "experiment_id");
        if (!experiments.containsValue(experiment)) {
            throw new Refused(404, "RESOURCE_DOES_NOT_EXIST", "No experiment " + experiment);
        }
        TrackedRun run = new TrackedRun(
                "run" + (runs.size() + 1),
                experiment,
                text(request, "run_name"),
                request.path("start_time").asLong());
        request.path("tags").forEach(tag -> tag(run, tag));
        runs.put(run.id, run);
        return Map.of("run", json(run));
    }

    private Object updateRun(JsonNode request) {
        TrackedRun run = run(request);
        run.status = text(request, "status");
        run.ended = request.path("end_time").asLong(0);
        return Map.of("run_info", json(run).path("info"));
    }

    private Object logBatch(JsonNode request) {
        TrackedRun run = run(request);
        int metrics = request.path("metrics").size();
        int parameters = request.path("params").size();
        int tags = request.path("tags").size();
        if (metrics > 1000 || parameters > 100 || tags > 100 || metrics + parameters + tags > 1000) {
            throw new Refused(400, "INVALID_PARAMETER_VALUE", "A batch of %d".formatted(metrics + parameters + tags));
        }
        for (JsonNode parameter : request.path("params")) {
            String key = key(parameter);
            String value = text(parameter, "value");
            String before = run.parameters.putIfAbsent(key, value);
            if (value.length() > 6000 || before != null && !before.equals(value)) {
                throw new Refused(400, "INVALID_PARAMETER_VALUE", "Parameter " + key);
            }
        }
        for (JsonNode metric : request.path("metrics")) {
            key(metric);
            run.metrics.add(metric);
        }
        request.path("tags").forEach(tag -> tag(run, tag));
        return Map.of();
    }

    private Object setTag(JsonNode request) {
        tag(run(request), request);
        return Map.of();
    }

    private static void tag(TrackedRun run, JsonNode tag) {
        String value = text(tag, "value");
        if (value.length() > 8000) {
            throw new Refused(400, "INVALID_PARAMETER_VALUE", "Tag of %d characters".formatted(value.length()));
        }
        run.tags.put(key(tag), value);
    }

    private TrackedRun run(JsonNode request) {
        TrackedRun run = runs.get(text(request, "run_id"));
        if (run == null) {
            throw new Refused(404, "RESOURCE_DOES_NOT_EXIST", "No such run");
        }
        return run;
    }

    private ObjectNode json(TrackedRun run) {
        ObjectNode json = JSON.createObjectNode();
        json.putObject("info")
                .put("run_id", run.id)
                .put("run_uuid", run.id)
                .put("experiment_id", run.experiment)
                .put("status", run.status)
                .put("start_time", run.started)
                .put("lifecycle_stage", "active")
                .put("artifact_uri", artifactScheme + run.experiment + "/" + run.id + "/artifacts");
        ObjectNode data = json.putObject("data");
        ArrayNode parameters = data.putArray("params");
        run.parameters.forEach(
                (key, value) -> parameters.addObject().put("key", key).put("value", value));
        ArrayNode tags = data.putArray("tags");
        run.tags.forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
        return json;
    }

    private static String key(JsonNode entity) {
        String key = text(entity, "key");
        if (!key.matches("[\\w\\-. /:]{1,250}")) {
            throw new Refused(400, "INVALID_PARAMETER_VALUE", "Invalid name '%s'".formatted(key));
        }
        return key;
    }

    private static String text(JsonNode request, String field) {
        JsonNode value = request.path(field);
        if (!value.isString()) {
            throw new Refused(
                    400, "INVALID_PARAMETER_VALUE", "Missing value for required parameter '%s'".formatted(field));
        }
        return value.asString();
    }

    private static String query(HttpExchange exchange, String name) {
        for (String part :
                String.valueOf(exchange.getRequestURI().getRawQuery()).split("&")) {
            if (part.startsWith(name + "=")) {
                return URLDecoder.decode(part.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        throw new Refused(400, "INVALID_PARAMETER_VALUE", "Missing value for required parameter '%s'".formatted(name));
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
