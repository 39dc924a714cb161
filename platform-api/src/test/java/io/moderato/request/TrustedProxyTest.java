package io.moderato.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.api.ApiTest;
import io.moderato.surface.RawHttp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** Behind a proxy that the settings name, a connection counts for the client for whom the proxy speaks. */
@DirtiesContext
@TestPropertySource(
        properties = {
            "moderato.connections.per-address=8",
            "moderato.connections.slow-bodies=2",
            // no test waits for this time
            "moderato.connections.body-within=10m",
            "moderato.connections.trusted-proxies=127.0.0.0/8,::1"
        })
class TrustedProxyTest extends ApiTest {
    private final List<RawHttp> slow = new ArrayList<>();

    @Test
    void isNotOneAddressHoweverManyConnectionsItKeeps() throws Exception {
        List<RawHttp> pool = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            pool.add(RawHttp.to(port));
        }
        for (RawHttp connection : pool) {
            connection.send("GET /api/v1/decisions HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 203.0.113.7\r\n"
                    + "Connection: close\r\n\r\n");
            assertThat(connection.answer()).startsWith("HTTP/1.1 401");
            connection.close();
        }
    }

    @Test
    void doesNotHideWhoSendsSlowBodies() throws Exception {
        String key = caller().key();
        for (int i = 0; i < 3; i++) {
            slow.add(RawHttp.to(port).send(body(key, "203.0.113.7")));
        }
        try (RawHttp other = RawHttp.to(port).send(body(key, "203.0.113.8"));
                ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            // one of the three requests is too many: the one that arrived first, which need not be the one that was
            // sent first
            String answer = readers.invokeAny(
                    slow.stream().map(each -> (Callable<String>) each::answer).toList());
            assertThat(answer).startsWith("HTTP/1.1 408").contains("took too long");
            other.send("\"unknown\":1}");
            assertThat(other.answer()).startsWith("HTTP/1.1 400").contains("unknown");
        }
    }

    @AfterEach
    void leave() throws Exception {
        for (RawHttp connection : slow) {
            connection.close();
        }
    }

    private static String body(String key, String from) {
        return "POST /api/v1/content HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + key + "\r\nX-Forwarded-For: " + from
                + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{";
    }
}
