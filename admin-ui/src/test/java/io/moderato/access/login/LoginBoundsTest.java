package io.moderato.access.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.server.VaadinSession;
import io.moderato.console.ConsoleContext;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** What a crowd at the login can take: few passwords are checked at once, and sessions and their pages have a limit. */
class LoginBoundsTest {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"");
    private static final int MOST_SESSIONS = 3;
    private static final int MOST_PAGES = 50;

    private static ConfigurableApplicationContext context;

    @BeforeAll
    static void start() {
        context = ConsoleContext.start(
                0,
                "moderato.login.checks-at-once=1",
                "moderato.login.sessions=" + MOST_SESSIONS,
                "moderato.login.attempts-per-address=1000");
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @AfterEach
    void endSessions() {
        sessions().forEach(Session::expire);
    }

    @Test
    void asksToComeBackWhereTooManyPasswordsAreChecked() throws Exception {
        HttpClient browser = browser();
        String token = token(open(browser, "/login").body());
        PasswordChecks checks = context.getBean(PasswordChecks.class);
        assertThat(checks.begin()).isTrue();
        try {
            for (int more = 0; more < 10; more++) {
                assertBusy(logIn(browser, token));
            }
            assertThat(open(browser(), "/actuator/health/liveness").statusCode())
                    .isEqualTo(200);
        } finally {
            checks.end();
        }

        HttpResponse<String> loggedIn = logIn(browser, token);
        assertThat(loggedIn.statusCode()).isEqualTo(302);
        assertThat(loggedIn.headers().firstValue("Location").orElseThrow()).doesNotContain("login");
    }

    @Test
    void beginsNoMoreSessionsThanThereMayBe() throws Exception {
        for (int session = 0; session < MOST_SESSIONS; session++) {
            assertThat(open(browser(), "/login").statusCode()).isEqualTo(200);
        }
        assertBusy(open(browser(), "/login"));
        assertThat(sessions()).hasSize(MOST_SESSIONS);

        sessions().getFirst().expire();
        assertThat(open(browser(), "/login").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsNoMorePagesOfASessionThanAnybodyHasBeforeThem() throws Exception {
        HttpClient browser = browser();
        open(browser, "/login");
        for (int page = 0; page < 2 * MOST_PAGES; page++) {
            assertThat(open(browser, "/?v-r=init&location=login&query=").statusCode())
                    .isEqualTo(200);
        }
        VaadinSession session = vaadin(sessions().getFirst());
        session.lock();
        try {
            assertThat(session.getUIs()).hasSizeBetween(MOST_PAGES - 1, MOST_PAGES);
        } finally {
            session.unlock();
        }
        assertThat(open(browser, "/login").statusCode()).isEqualTo(200);
    }

    private static void assertBusy(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
        assertThat(answer.body()).contains("We cannot answer just now").hasSizeLessThan(1000);
    }

    private static List<Session> sessions() {
        TomcatWebServer server = (TomcatWebServer) ((WebServerApplicationContext) context).getWebServer();
        return Stream.of(server.getTomcat().getHost().findChildren())
                .flatMap(each -> Stream.of(((Context) each).getManager().findSessions()))
                .toList();
    }

    private static VaadinSession vaadin(Session session) {
        return Collections.list(session.getSession().getAttributeNames()).stream()
                .map(session.getSession()::getAttribute)
                .filter(VaadinSession.class::isInstance)
                .map(VaadinSession.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static HttpClient browser() {
        return HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    }

    private static HttpResponse<String> open(HttpClient browser, String path) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(URI.create(ConsoleContext.url(context) + path))
                        .header("Accept", "text/html,*/*")
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> logIn(HttpClient browser, String token)
            throws IOException, InterruptedException {
        String form = "username=admin&password="
                + URLEncoder.encode(ConsoleContext.ADMIN_PASSWORD, StandardCharsets.UTF_8) + "&_csrf="
                + URLEncoder.encode(token, StandardCharsets.UTF_8);
        return browser.send(
                HttpRequest.newBuilder(URI.create(ConsoleContext.url(context) + "/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String token(String page) {
        Matcher matcher = TOKEN.matcher(page);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
