package io.moderato.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import tools.jackson.databind.json.JsonMapper;

/** Callers who each post one text and wait for the answer. Every text is posted once. */
final class OneTextCallers implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String key;
    private final int callers;
    private final CloseableHttpClient http;

    OneTextCallers(String key, int callers) {
        this.key = key;
        this.callers = callers;
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(callers)
                        .setMaxConnPerRoute(callers)
                        .build())
                .disableCookieManagement()
                .disableAutomaticRetries()
                .build();
    }

    /**
     * Posts as fast as answers come: each caller sends its next text when it has the answer to the last one.
     *
     * @param texts enough for the whole time
     */
    Load closedLoop(URI address, List<String> texts, Duration time) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        AtomicInteger next = new AtomicInteger();
        return load(latencies -> {
            for (int i = next.getAndIncrement();
                    i < texts.size() && System.nanoTime() < end;
                    i = next.getAndIncrement()) {
                long sent = System.nanoTime();
                post(address, texts.get(i));
                latencies.add(System.nanoTime() - sent);
            }
        });
    }

    /**
     * Posts at that rate, at random moments, as independent people do. The time of a text begins at the moment when it should be sent, so
     * that waiting for a free caller counts.
     */
    Load openLoop(URI address, List<String> texts, double perSecond, Duration time)
            throws IOException, InterruptedException {
        long[] moments = moments(perSecond, time, texts.size());
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        return load(latencies -> {
            for (int i = next.getAndIncrement(); i < moments.length; i = next.getAndIncrement()) {
                long moment = start + moments[i];
                for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                post(address, texts.get(i));
                latencies.add(System.nanoTime() - moment);
            }
        });
    }

    /** Nanoseconds from the start; the time between two is exponentially distributed. */
    private static long[] moments(double perSecond, Duration time, int most) {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        List<Long> moments = new ArrayList<>();
        double at = 0;
        while (moments.size() < most) {
            at += random.nextExponential() * 1e9 / perSecond;
            if (at > time.toNanos()) {
                break;
            }
            moments.add((long) at);
        }
        return moments.stream().mapToLong(Long::longValue).toArray();
    }

    private Load load(Caller caller) throws IOException, InterruptedException {
        Latencies latencies = new Latencies();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                running.add(threads.submit(() -> {
                    caller.call(latencies);
                    return null;
                }));
            }
            Running.finish(running, "Calling");
        }
        return new Load(latencies, latencies.count() * 1e9 / (System.nanoTime() - start));
    }

    private void post(URI address, String text) throws IOException {
        HttpPost request = new HttpPost(address);
        request.setHeader("Authorization", "Bearer " + key);
        request.setEntity(new ByteArrayEntity(
                JSON.writeValueAsBytes(Map.of("text", text, "store", false, "author", Map.of("id", "bench"))),
                ContentType.APPLICATION_JSON));
        http.execute(request, response -> {
            byte[] body = EntityUtils.toByteArray(response.getEntity());
            if (response.getCode() != 200) {
                throw new IOException(address + " answered " + response.getCode() + ": " + new String(body, UTF_8));
            }
            return body;
        });
    }

    @Override
    public void close() throws IOException {
        http.close();
    }

    /** What one caller does, from its first text to its last. */
    private interface Caller {
        void call(Latencies latencies) throws IOException;
    }

    /** What was measured: the time of each text, and texts a second. */
    record Load(Latencies latencies, double perSecond) {}
}
