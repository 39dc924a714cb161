package io.moderato.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import io.moderato.surface.RawHttp;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** Slow clients, against bounds that are small enough to be reached soon. */
@DirtiesContext
@TestPropertySource(
        properties = {
            "moderato.connections.per-address=40",
            "moderato.connections.slow-bodies=8",
            "moderato.connections.head-within=2s",
            "moderato.connections.body-within=3s",
            "server.tomcat.threads.max=60",
            "server.tomcat.connection-timeout=60s",
            "server.tomcat.keep-alive-timeout=60s"
        })
class SlowClientsTest extends ApiTest {
    private final List<RawHttp> slow = new ArrayList<>();

    @AfterEach
    void leave() throws Exception {
        for (RawHttp connection : slow) {
            connection.close();
        }
    }

    @Test
    void doNotKeepOutOthersOfTheirAddressWithIdleConnections() throws Exception {
        open(60, "");
        answersAsEver();
    }

    @Test
    void doNotKeepOutOthersOfTheirAddressWithHalfHeaders() throws Exception {
        open(60, "GET /api/v1/decisions HTTP/1.1\r\nHost: localhost\r\nX-A: ");
        answersAsEver();
    }

    @Test
    void doNotKeepOutOthersOfTheirAddressWithHalfBodies() throws Exception {
        open(60, body(caller()));
        answersAsEver();
    }

    @Test
    void losesTheConnectionWhoseHeadersTakeTooLong() throws Exception {
        RawHttp connection = open(1, "GET /api/v1/decisions HTTP/1.1\r\nHost: localhost\r\nX-A: ")
                .getFirst();

        assertThat(connection.answer()).doesNotContain("200");
    }

    @Test
    void isToldThatTheBodyTookTooLong() throws Exception {
        RawHttp connection = open(1, body(caller())).getFirst();

        assertThat(connection.answer()).startsWith("HTTP/1.1 408").contains("took too long");
    }

    @Test
    void losesTheConnectionWhoseUnwantedBodyTakesTooLong() throws Exception {
        RawHttp connection = open(
                        1,
                        "POST /api/v1/content HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 100000\r\n\r\n{")
                .getFirst();

        assertThat(connection.answer()).startsWith("HTTP/1.1 401");
    }

    private void answersAsEver() {
        assertThat(caller().get("/api/v1/decisions").status()).isEqualTo(200);
        assertThat(new Caller(port, null).get("/actuator/health/liveness").status())
                .isEqualTo(200);
    }

    private List<RawHttp> open(int count, String start) throws Exception {
        List<RawHttp> opened = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RawHttp connection = RawHttp.to(port).send(start);
            slow.add(connection);
            opened.add(connection);
        }
        return opened;
    }

    private static String body(Caller caller) {
        return "POST /api/v1/content HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + caller.key()
                + "\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{";
    }
}
