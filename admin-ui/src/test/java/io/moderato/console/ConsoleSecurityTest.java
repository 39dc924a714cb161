package io.moderato.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.access.login.FirstAdminCreated;
import io.moderato.access.store.Account;
import io.moderato.access.store.Accounts;
import io.moderato.access.store.Role;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

class ConsoleSecurityTest {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"");
    private static ConfigurableApplicationContext context;

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    @BeforeAll
    static void start() {
        context = ConsoleContext.start(0);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void firstStartCreatesAnAdminWhoIsAMemberOfTheMainCommunity() {
        Account admin = context.getBean(Accounts.class).find("admin").orElseThrow();
        assertThat(admin.actor().role()).isEqualTo(Role.ADMIN);
        assertThat(admin.actor().communities()).extracting(Object::toString).containsExactly("main");
        assertThat(admin.passwordHash()).startsWith("$argon2id$");
    }

    @Test
    void aPasswordThatTheOwnerChoseIsNotRepeated() {
        assertThat(new FirstAdminCreated("admin", "secret", false).announcement())
                .doesNotContain("secret");
        assertThat(new FirstAdminCreated("admin", "secret", true).announcement())
                .contains("secret");
        assertThat(new FirstAdminCreated("admin", "secret", true)).hasToString("FirstAdminCreated[admin]");
    }

    @Test
    void everyPageCarriesTheSecurityHeaders() throws Exception {
        HttpResponse<String> login = get("/login");
        assertThat(login.statusCode()).isEqualTo(200);
        assertThat(login.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("frame-ancestors 'none'", "object-src 'none'", "'nonce-")
                .doesNotContain("script-src 'self' 'unsafe-inline'");
        assertThat(login.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(login.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(login.headers().firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(login.headers().firstValue("Permissions-Policy").orElseThrow())
                .contains("camera=()");
        assertThat(login.headers().firstValue("Set-Cookie").orElseThrow()).contains("HttpOnly", "SameSite=Lax");
    }

    @Test
    void logsNobodyInWithoutTheFormsToken() throws Exception {
        get("/login");
        logIn("");
        assertThat(get("/queue").headers().firstValue("Location").orElseThrow()).endsWith("/login");
    }

    @Test
    void changesTheSessionsIdAtTheLogin() throws Exception {
        String token = token(get("/login").body());
        String before = session();
        logIn(token);
        assertThat(session()).isNotEqualTo(before);
        assertThat(get("/queue").statusCode()).isEqualTo(200);
    }

    @Test
    void throttlesTheLoginHoweverItsAddressIsSpelled() throws Exception {
        String token = URLEncoder.encode(token(get("/login").body()), StandardCharsets.UTF_8);
        String answer = "";
        for (int attempt = 0; attempt < 7; attempt++) {
            answer = client.send(
                            HttpRequest.newBuilder(URI.create(ConsoleContext.url(context) + "/%6Cogin"))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString(
                                            "username=nobody-there&password=a-guess&_csrf=" + token))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue("Location")
                    .orElse("");
        }
        assertThat(answer).contains("wait=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/wp-login.php",
                "/.env",
                "/index.html",
                "/console/nothing.css",
                "/console/",
                "/VAADIN/nothing.js",
                "/VAADIN/dynamic/resource/0/x/y",
                "/favicon.ico",
                "/robots.txt",
                "/error",
                "/logout",
                "/?v-r=init",
                "/vaadinServlet/x"
            })
    void tellsStrangersThatThereIsNothingAndKeepsNoSession(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(answer.body()).contains("There is nothing at this address").hasSizeLessThan(1000);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/queue", "/users", "/queue?x=1"})
    void showsStrangersTheWayToTheLoginWithoutASession(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/login");
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.contains("MODERATO_SESSION"));
    }

    @Test
    void bringsWhoLogsInToThePageThatWasWanted() throws Exception {
        get("/users");
        HttpResponse<?> loggedIn = logIn(token(get("/login").body()));
        assertThat(loggedIn.headers().firstValue("Location").orElseThrow()).contains("/users");
    }

    @Test
    void makesASessionForTheLoginOnlyWhereABrowserOpensIt() throws Exception {
        HttpResponse<Void> answer = client.send(
                HttpRequest.newBuilder(URI.create(ConsoleContext.url(context) + "/login"))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void givesStrangersTheFilesOfTheLoginWithoutASession() throws Exception {
        HttpResponse<String> answer = get("/console/console.css");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void leavesHealthToTheActuator() throws Exception {
        assertThat(get("/actuator/health").body()).contains("status");
    }

    private String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("MODERATO_SESSION"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(ConsoleContext.url(context) + path))
                        .header("Accept", "text/html")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<Void> logIn(String token) throws Exception {
        String form =
                "username=admin&password=" + URLEncoder.encode(ConsoleContext.ADMIN_PASSWORD, StandardCharsets.UTF_8)
                        + "&_csrf=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        return client.send(
                HttpRequest.newBuilder(URI.create(ConsoleContext.url(context) + "/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    private static String token(String page) {
        Matcher matcher = TOKEN.matcher(page);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
