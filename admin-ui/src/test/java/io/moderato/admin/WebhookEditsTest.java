package io.moderato.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import io.moderato.community.CommunityId;
import io.moderato.webhook.store.Delivered;
import io.moderato.webhook.store.DueDeliveries;
import io.moderato.webhook.store.DueDelivery;
import io.moderato.webhook.store.FailedAttempt;
import io.moderato.webhook.store.FailureCause;
import io.moderato.webhook.store.Receiver;
import io.moderato.webhook.store.Receivers;
import io.moderato.webhook.store.SigningSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Webhooks over the Admin API. */
class WebhookEditsTest {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final String SHOP =
            "{\"name\":\"Shop\",\"url\":\"https://shop.example.com/in?token=t\",\"events\":[\"content.decided\",\"case.opened\"]}";

    private final CommunityId here = AdminApi.community();
    private final AdminCaller caller = AdminApi.caller(here, Set.of(Scope.ADMIN_READ, Scope.ADMIN_WEBHOOKS));
    private final String webhooks = "/communities/" + here + "/webhooks";

    @BeforeAll
    static void start() {
        AdminApi.start();
    }

    @AfterAll
    static void stop() {
        AdminApi.stop();
    }

    @Test
    void showsTheSecretOnceAndTheRestAlways() {
        AdminCaller.Answer created = caller.call("POST", webhooks, null, SHOP);

        assertThat(created.status()).as(created.response().body()).isEqualTo(201);
        assertThat(created.header("Cache-Control")).contains("no-store");
        String secret = created.text("/secret");
        assertThat(secret).startsWith("whsec_");
        String id = created.text("/webhook/id");
        assertThat(created.header("Location")).isEqualTo(AdminSurface.PREFIX + webhooks + "/" + id);
        AdminCaller.Answer read = caller.get(webhooks + "/" + id);
        assertThat(read.json()).isEqualTo(created.json().at("/webhook"));
        assertThat(read.header("ETag")).isEqualTo(created.header("ETag")).isEqualTo(read.text("/etag"));
        assertThat(read.text("/name")).isEqualTo("Shop");
        assertThat(read.text("/url")).isEqualTo("https://shop.example.com/in?token=t");
        assertThat(read.json().at("/events").toString()).isEqualTo("[\"content.decided\",\"case.opened\"]");
        assertThat(read.json().at("/withTexts").asBoolean()).isFalse();
        assertThat(read.json().at("/enabled").asBoolean()).isTrue();
        assertThat(read.json().has("disabledBecause")).isFalse();
        assertThat(read.text("/createdBy")).isEqualTo(AdminApi.keyOf(caller).username());
        AdminCaller.Answer listed = caller.get(webhooks);
        assertThat(listed.json().at("/webhooks/0")).isEqualTo(read.json());
        assertThat(listed.response().body()).doesNotContain("whsec_", secret.substring(6));
    }

    @Test
    void givesANewSecretAndSaysHowLongTheOldOneGoesOn() {
        AdminCaller.Answer created = caller.call("POST", webhooks, null, SHOP);
        String one = webhooks + "/" + created.text("/webhook/id");

        AdminCaller.Answer usual = caller.call("POST", one + "/secret", created.header("ETag"), "{}");
        assertThat(usual.status()).as(usual.response().body()).isEqualTo(200);
        assertThat(usual.header("Cache-Control")).contains("no-store");
        assertThat(usual.text("/secret")).startsWith("whsec_").isNotEqualTo(created.text("/secret"));
        assertThat(Instant.parse(usual.text("/webhook/previousSecretUntil")))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(25)));
        assertThat(caller.get(one).json()).isEqualTo(usual.json().at("/webhook"));
        caller.call("POST", one + "/tests", null, null);
        assertThat(receiver(created.text("/webhook/id")).secrets().stream().map(SigningSecret::text))
                .containsExactly(usual.text("/secret"), created.text("/secret"));

        AdminCaller.Answer leaked = caller.call("POST", one + "/secret", usual.header("ETag"), "{\"overlapHours\":0}");
        assertThat(leaked.json().at("/webhook").has("previousSecretUntil")).isFalse();
    }

    @Test
    void disablesAndEnables() {
        AdminCaller.Answer created = caller.call("POST", webhooks, null, SHOP);
        String one = webhooks + "/" + created.text("/webhook/id");

        AdminCaller.Answer disabled = caller.call("POST", one + "/disable", created.header("ETag"), null);
        assertThat(disabled.json().at("/enabled").asBoolean()).isFalse();
        assertThat(disabled.text("/disabledBecause"))
                .isEqualTo("Disabled by %s.", AdminApi.keyOf(caller).username());
        AdminCaller.Answer refused = caller.call("POST", one + "/tests", null, null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/detail")).contains("disabled");
        AdminCaller.Answer enabled = caller.call("POST", one + "/enable", disabled.header("ETag"), null);
        assertThat(enabled.json().at("/enabled").asBoolean()).isTrue();
        assertThat(enabled.header("ETag")).isNotEqualTo(disabled.header("ETag"));
        assertThat(caller.get(one).json()).isEqualTo(enabled.json());
    }

    @ParameterizedTest
    @ValueSource(strings = {"enable", "disable", "secret"})
    void anActNeedsTheVersionThatItsAuthorSaw(String act) {
        AdminCaller.Answer created = caller.call("POST", webhooks, null, SHOP);
        String one = webhooks + "/" + created.text("/webhook/id");
        String before = caller.get(one).response().body();
        String body = act.equals("secret") ? "{}" : null;

        assertThat(caller.call("POST", one + "/" + act, null, body).status()).isEqualTo(428);
        assertThat(caller.call("POST", one + "/" + act, "*", body).status()).isEqualTo(428);
        assertThat(caller.call("POST", one + "/" + act, "\"4711\"", body).status())
                .isEqualTo(412);
        assertThat(caller.get(one).response().body()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"url":"https://a.example.com","events":["case.opened"]}                           | /name     | is missing
            {"name":" ","url":"https://a.example.com","events":["case.opened"]}                | /name     | not blank
            {"name":"x","events":["case.opened"]}                                              | /url      | is missing
            {"name":"x","url":"not an address","events":["case.opened"]}                       | /url      | cannot be read
            {"name":"x","url":"http://a.example.com","events":["case.opened"]}                 | /url      | must begin with https://
            {"name":"x","url":"https://10.1.2.3/in","events":["case.opened"]}                  | /url      | a private network
            {"name":"x","url":"https://169.254.169.254/","events":["case.opened"]}             | /url      | where clouds keep their secrets
            {"name":"x","url":"https://me:pw@a.example.com","events":["case.opened"]}          | /url      | user name or a password
            {"name":"x","url":"https://a.example.com"}                                         | /events   | at least one kind of event
            {"name":"x","url":"https://a.example.com","events":[]}                             | /events   | at least one kind of event
            {"name":"x","url":"https://a.example.com","events":["case.opened","case.lost"]}    | /events/1 | 'case.lost'; known are content.decided
            {"name":"x","url":"https://a.example.com","events":["webhook.test"]}               | /events/0 | 'webhook.test'
            {"name":"x","url":"https://a.example.com","events":["case.opened",null]}           | /events/1 | null
            {"name":"x","url":"https://a.example.com","events":["case.opened"],"secret":"s"}   | /secret   | no field 'secret'
            """)
    void saysWhatIsWrongAndWhere(String body, String pointer, String words) {
        String one = webhooks + "/" + caller.call("POST", webhooks, null, SHOP).text("/webhook/id");

        for (AdminCaller.Answer refused :
                List.of(caller.call("POST", webhooks, null, body), caller.call("PUT", one, "\"0\"", body))) {
            assertThat(refused.status()).as(refused.response().body()).isEqualTo(400);
            assertThat(refused.text("/pointer")).isEqualTo(pointer);
            assertThat(refused.text("/detail")).contains(words);
        }
        assertThat(caller.get(webhooks).json().at("/webhooks").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 721})
    void boundsHowLongAnOldSecretGoesOn(int hours) {
        String one = webhooks + "/" + caller.call("POST", webhooks, null, SHOP).text("/webhook/id");

        AdminCaller.Answer refused =
                caller.call("POST", one + "/secret", "\"0\"", "{\"overlapHours\":%d}".formatted(hours));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/pointer")).isEqualTo("/overlapHours");
        assertThat(refused.text("/detail")).contains("0 to 720 hours");
    }

    @Test
    void refusesANameThatIsTaken() {
        caller.call("POST", webhooks, null, SHOP);

        AdminCaller.Answer refused = caller.call("POST", webhooks, null, SHOP);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/pointer")).isEqualTo("/name");
    }

    @Test
    void showsWhatCameOfATest() {
        String id = caller.call("POST", webhooks, null, SHOP).text("/webhook/id");

        AdminCaller.Answer taken = caller.call("POST", webhooks + "/" + id + "/tests", null, null);
        assertThat(taken.status()).as(taken.response().body()).isEqualTo(202);
        String address = taken.header("Location").substring(AdminSurface.PREFIX.length());
        assertThat(caller.get(address).json()).isEqualTo(taken.json());
        assertThat(taken.text("/state")).isEqualTo("WAITING");
        AdminApi.part(DueDeliveries.class)
                .settle(List.of(new Delivered(due(id).id(), 204, Duration.ofMillis(48))), List.of());
        assertThat(caller.get(address).json().toString())
                .isEqualTo("{\"id\":\"%s\",\"state\":\"DELIVERED\",\"status\":204,\"tookMillis\":48}"
                        .formatted(taken.text("/id")));

        AdminCaller.Answer failed = caller.call("POST", webhooks + "/" + id + "/tests", null, null);
        AdminApi.part(DueDeliveries.class)
                .settle(
                        List.of(),
                        List.of(new FailedAttempt(
                                due(id).id(),
                                FailureCause.RECEIVER_FAILED,
                                "The receiver answered with 502; it has to be 200 to 299.",
                                502,
                                Duration.ofMillis(7),
                                "Bad Gateway",
                                null)));
        AdminCaller.Answer dead = caller.get(webhooks + "/" + id + "/tests/" + failed.text("/id"));
        assertThat(dead.text("/state")).isEqualTo("DEAD");
        assertThat(dead.json().at("/status").asInt()).isEqualTo(502);
        assertThat(dead.text("/failure")).startsWith("The receiver answered with 502");
        assertThat(dead.text("/answer")).isEqualTo("Bad Gateway");
        for (String none : new String[] {"0", "x", "99999999999999999999"}) {
            assertThat(caller.get(webhooks + "/" + id + "/tests/" + none).status())
                    .isEqualTo(404);
        }
    }

    @Test
    void theAuditTrailNamesTheKeyAndNeitherAddressNorSecret() {
        AdminCaller.Answer created = caller.call("POST", webhooks, null, SHOP);
        String one = webhooks + "/" + created.text("/webhook/id");
        caller.call("PUT", one, "\"0\"", SHOP.replace("Shop", "Till"));
        caller.call("POST", one + "/tests", null, null);
        caller.call("POST", one + "/secret", "\"1\"", "{}");
        caller.call("POST", one + "/disable", "\"2\"", null);
        caller.call("POST", one + "/enable", "\"3\"", null);
        assertThat(caller.call("DELETE", one, "\"4\"", null).status()).isEqualTo(204);
        ApiKey key = AdminApi.keyOf(caller);

        List<String> acts = AdminApi.part(JdbcClient.class)
                .sql("SELECT action || detail FROM audit_event WHERE community_id = ? AND actor = ? ORDER BY id")
                .params(here.value(), key.username())
                .query(String.class)
                .list();

        assertThat(acts)
                .extracting(act -> act.substring(0, act.indexOf('{')))
                .containsExactly(
                        "webhook.create",
                        "webhook.change",
                        "webhook.test",
                        "webhook.rotate",
                        "webhook.disable",
                        "webhook.enable",
                        "webhook.delete");
        assertThat(acts).allSatisfy(act -> assertThat(act).doesNotContain("token", "/in", "whsec_"));
    }

    @Test
    void needsItsScopeToGrantIt() {
        AdminCaller keeper = AdminApi.caller(here, EnumSet.of(Scope.ADMIN_READ, Scope.ADMIN_KEYS));

        AdminCaller.Answer refused = keeper.call(
                "POST",
                "/communities/" + here + "/keys",
                null,
                "{\"name\":\"k\",\"scopes\":[\"admin:webhooks\"],\"ratePerMinute\":1}");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("/detail")).contains("does not hold admin:webhooks");
    }

    private static DueDelivery due(String webhook) {
        return AdminApi.part(DueDeliveries.class)
                .next(receiver(webhook), List.of(), 1)
                .getFirst();
    }

    /** The webhook as a process sees it that delivers, which has something to send to it. */
    private static Receiver receiver(String webhook) {
        UUID process = UUID.randomUUID();
        UUID id = UUID.fromString(webhook);
        Receivers receivers = AdminApi.part(Receivers.class);
        receivers.take(process, LEASE, 1000);
        Receiver receiver = receivers.renew(process, id, LEASE).orElseThrow();
        receivers.release(process, id);
        return receiver;
    }
}
