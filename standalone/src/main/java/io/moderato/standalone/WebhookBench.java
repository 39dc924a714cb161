package io.moderato.standalone;

import com.sun.net.httpserver.HttpServer;
import io.moderato.access.store.Accounts;
import io.moderato.access.store.Actor;
import io.moderato.content.store.Contents;
import io.moderato.event.EventType;
import io.moderato.webhook.store.Subscription;
import io.moderato.webhook.store.SubscriptionTerms;
import io.moderato.webhook.store.Subscriptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Tells a receiver in this process of every decision, and measures how fast that is and what it costs the pipeline. The receiver, the model
 * and the database share the processors.
 */
final class WebhookBench {
    private static final int ROUNDS = 3;
    private static final Duration SETTLE = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final AtomicLong received = new AtomicLong();
    private final int items;

    WebhookBench(int items) {
        this.items = items;
    }

    int run() throws IOException, InterruptedException {
        HttpServer receiver = receiver();
        Map<String, Object> settings =
                Map.of("moderato.webhooks.allow-http", true, "moderato.webhooks.allowed-ranges", "127.0.0.1");
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/in";
        try {
            BenchPlatform.measure(1_000_000, settings, platform -> measure(platform, url));
        } finally {
            receiver.stop(0);
        }
        return 0;
    }

    private HttpServer receiver() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                received.incrementAndGet();
                exchange.sendResponseHeaders(204, -1);
            }
        });
        server.start();
        return server;
    }

    private void measure(Platform platform, String url) throws IOException, InterruptedException {
        Subscriptions subscriptions = platform.part(Subscriptions.class);
        Actor admin = logIn(platform);
        Subscription webhook = subscriptions
                .create(
                        admin,
                        BenchPlatform.COMMUNITY,
                        new SubscriptionTerms("bench", url, Set.of(EventType.CONTENT_DECIDED), false))
                .subscription();
        System.out.printf("Warming up%n");
        PipelineBench.post(platform, BenchTexts.of("warm", items), "warm");
        untilReceived(items);
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            webhook = subscriptions.disable(admin, webhook.community(), webhook.id(), webhook.editVersion());
            without.add(PipelineBench.post(platform, BenchTexts.of("a" + round, items), "a" + round));
            webhook = subscriptions.enable(admin, webhook.community(), webhook.id(), webhook.editVersion());
            long before = received.get();
            with.add(PipelineBench.post(platform, BenchTexts.of("b" + round, items), "b" + round));
            System.out.printf(
                    "texts/s without %,.0f, with a webhook %,.0f; delivered when the last was decided: %,d of %,d%n",
                    without.getLast(), with.getLast(), received.get() - before, items);
            untilReceived(before + items);
        }
        System.out.printf(
                "%-52s %10.2f   (wanted: at least 0.9)%n",
                "pipeline with a webhook / without", Median.of(with) / Median.of(without));
        deliverBacklog(platform, items * 2L);
    }

    /** Decisions that are stored much faster than the pipeline makes them. */
    private void deliverBacklog(Platform platform, long more) throws IOException, InterruptedException {
        long stored = platform.part(Contents.class).count();
        long before = received.get();
        long start = System.nanoTime();
        PipelineBench.fill(platform, stored + more);
        long filled = System.nanoTime();
        long left = more - (received.get() - before);
        untilReceived(before + more);
        long end = System.nanoTime();
        System.out.printf(
                "%-52s %10s   (stored at %,.0f a second meanwhile)%n",
                "deliveries a second, from the first to the last",
                "%,.0f".formatted(more * 1e9 / (end - start)),
                more * 1e9 / (filled - start));
        System.out.printf(
                "%-52s %10s   (%,d were left)%n",
                "deliveries a second, when nothing else ran",
                left <= 0 ? "" : "%,.0f".formatted(left * 1e9 / (end - filled)),
                left);
    }

    private void untilReceived(long wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (received.get() < wanted) {
            if (System.nanoTime() > end) {
                throw new IOException(
                        "Only %,d of %,d were delivered within %s".formatted(received.get(), wanted, PATIENCE));
            }
            Thread.sleep(SETTLE);
        }
    }

    private static Actor logIn(Platform platform) {
        Actor admin = platform.part(Accounts.class).find("admin").orElseThrow().actor();
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        admin.username(), "", AuthorityUtils.createAuthorityList("ROLE_ADMIN")));
        return admin;
    }
}
