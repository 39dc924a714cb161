package io.moderato.chaos;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Platforms that post comments one by one, at a steady rate, and behave as they should: what was not taken is sent again under the same
 * external id, to another instance if one did not take it; from then on that one is asked first. A started comment is sent until it is taken.
 */
final class Callers implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration BEFORE_RETRY = Duration.ofMillis(250);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Supplier<List<URI>> addresses;
    private final Duration pause;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final AtomicLong next = new AtomicLong();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Map<String, String> accepted = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean posting = true;

    /**
     * An attempt.
     *
     * @param result {@code 202}, another status, or what went wrong
     */
    record Answer(Instant sent, Duration took, String result) {
        boolean isAccepted() {
            return result.equals("202");
        }
    }

    /**
     * So many callers begin to post at once, so many comments a second together.
     *
     * @param addresses where to, at this moment
     */
    Callers(Supplier<List<URI>> addresses, int callers, int perSecond) {
        this.addresses = addresses;
        this.pause = Duration.ofNanos(1_000_000_000L * callers / perSecond);
        for (int i = 0; i < callers; i++) {
            int number = i;
            threads.add(Thread.ofVirtual().start(() -> post(number)));
        }
    }

    /** Lets them finish what they have begun. */
    @Override
    public void close() throws InterruptedException {
        posting = false;
        for (Thread thread : threads) {
            thread.join();
        }
        http.close();
    }

    /** The ids of the accepted contents, by their external ids. */
    Map<String, String> accepted() {
        return accepted;
    }

    /** The attempts that began from one time to another. */
    List<Answer> between(Instant from, Instant to) {
        return answers.stream()
                .filter(answer -> !answer.sent().isBefore(from) && answer.sent().isBefore(to))
                .toList();
    }

    /** How often each result came, without the usual one. */
    static Map<String, Integer> troubles(List<Answer> answers) {
        Map<String, Integer> counts = new TreeMap<>();
        answers.stream()
                .filter(answer -> !answer.isAccepted())
                .forEach(answer -> counts.merge(answer.result(), 1, Integer::sum));
        return counts;
    }

    /** The time that this share of the accepted attempts did not pass, in milliseconds; NaN if there is none. */
    static double millis(List<Answer> answers, double share) {
        List<Duration> times = new ArrayList<>(
                answers.stream().filter(Answer::isAccepted).map(Answer::took).toList());
        Collections.sort(times);
        return times.isEmpty()
                ? Double.NaN
                : times.get((int) Math.round(share * (times.size() - 1))).toNanos() / 1e6;
    }

    private void post(int caller) {
        long due = System.nanoTime();
        int address = caller;
        try {
            while (posting) {
                address = postUntilAccepted(caller, address);
                due += pause.toNanos();
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                // who was held up does not catch up
                due = Math.max(due, System.nanoTime() - pause.toNanos());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the number of the address that took it. */
    private int postUntilAccepted(int caller, int first) throws InterruptedException {
        String externalId = run + "-" + next.incrementAndGet();
        byte[] body = JSON.writeValueAsBytes(JSON.createObjectNode()
                .put("externalId", externalId)
                .put("type", "comment")
                .put("text", "Comment " + externalId + ": I walked along the river this morning and saw two herons.")
                .set("author", JSON.createObjectNode().put("id", "walker-" + caller)));
        for (int address = first; ; address++) {
            List<URI> open = addresses.get();
            Instant sent = Instant.now();
            String result = attempt(open.get(address % open.size()), externalId, body);
            answers.add(new Answer(sent, Duration.between(sent, Instant.now()), result));
            if (result.equals("202")) {
                return address;
            }
            TimeUnit.NANOSECONDS.sleep(BEFORE_RETRY.toNanos());
        }
    }

    private String attempt(URI address, String externalId, byte[] body) throws InterruptedException {
        try {
            HttpResponse<byte[]> response = http.send(
                    HttpRequest.newBuilder(address.resolve("/api/v1/content"))
                            .timeout(TIMEOUT)
                            .header("Authorization", "Bearer " + Rig.KEY)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() == 202) {
                accepted.put(
                        externalId, JSON.readTree(response.body()).path("id").asString());
            }
            return Integer.toString(response.statusCode());
        } catch (ConnectException refused) {
            return "no connection";
        } catch (HttpTimeoutException silent) {
            return "no answer in " + TIMEOUT.toSeconds() + " s";
        } catch (IOException cut) {
            return "connection cut";
        }
    }
}
