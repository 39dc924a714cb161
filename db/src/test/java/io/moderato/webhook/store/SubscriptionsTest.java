package io.moderato.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.access.store.Actor;
import io.moderato.access.store.ApiKey;
import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Role;
import io.moderato.access.store.Scope;
import io.moderato.audit.store.AuditEvent;
import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.event.EventType;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

class SubscriptionsTest extends WebhookStoreTest {
    @Autowired
    private AuditTrail audit;

    @Autowired
    private ApiKeys keys;

    @Test
    void areCreatedWithASecretThatNobodyReadsAgain() {
        CommunityId community = community();
        Actor admin = admin(community);
        NewSecret created = subscriptions.create(admin, community, terms("shop"));

        Subscription stored =
                subscriptions.get(admin, community, created.subscription().id());
        assertThat(stored).isEqualTo(created.subscription());
        assertThat(stored.terms()).isEqualTo(terms("shop"));
        assertThat(stored.enabled()).isTrue();
        String secret = created.secret().text();
        assertThat(secret).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(secret.substring("whsec_".length())))
                .hasSize(32)
                .isEqualTo(created.secret().bytes());
        assertThat(created.toString()).doesNotContain(secret.substring("whsec_".length()));
        byte[] kept = jdbc.sql("SELECT secret FROM webhook_subscription WHERE id = ?")
                .param(stored.id())
                .query(byte[].class)
                .single();
        assertThat(new String(kept, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(created.secret().bytes(), java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    @Test
    void openTheirSecretsForThemselvesAlone() {
        CommunityId community = community();
        Actor admin = admin(community);
        Subscription one = subscriptions.create(admin, community, terms("one")).subscription();
        Subscription other =
                subscriptions.create(admin, community, terms("other")).subscription();
        decidedContent(community, "1");
        jdbc.sql(
                        "UPDATE webhook_subscription SET secret = (SELECT secret FROM webhook_subscription WHERE id = ?) WHERE id = ?")
                .params(one.id(), other.id())
                .update();

        receivers.take(process, LEASE, MANY);
        assertThat(receivers.renew(process, one.id(), LEASE)).isPresent();
        assertThatThrownBy(() -> receivers.renew(process, other.id(), LEASE))
                .isInstanceOf(UnopenedSecretException.class);
    }

    @Test
    void signWithBothSecretsUntilTheOldOneEnds() {
        CommunityId community = community();
        Actor admin = admin(community);
        NewSecret first = subscriptions.create(admin, community, terms("all"));
        decidedContent(community, "1");
        NewSecret second = subscriptions.rotate(
                admin,
                community,
                first.subscription().id(),
                first.subscription().editVersion(),
                Duration.ofHours(24));
        assertThat(second.subscription().previousSecretUntil())
                .isBetween(
                        Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(25)));

        Receiver receiver = taken(first.subscription().id());
        assertThat(receiver.secrets().stream().map(SigningSecret::text))
                .containsExactly(second.secret().text(), first.secret().text());

        NewSecret third = subscriptions.rotate(
                admin,
                community,
                first.subscription().id(),
                second.subscription().editVersion(),
                Duration.ZERO);
        assertThat(third.subscription().previousSecretUntil()).isNull();
        assertThat(receivers.renew(process, first.subscription().id(), LEASE).orElseThrow().secrets().stream()
                        .map(SigningSecret::text))
                .containsExactly(third.secret().text());
    }

    @Test
    void changeOnlyAsTheAdminSawThem() {
        CommunityId community = community();
        Actor admin = admin(community);
        Subscription seen = subscribed(admin, community);
        Subscription changed = subscriptions.change(admin, community, seen.id(), seen.editVersion(), terms("renamed"));
        assertThat(changed.terms().name()).isEqualTo("renamed");
        assertThat(changed.editVersion()).isGreaterThan(seen.editVersion());

        for (ThrowingCallable late : List.<ThrowingCallable>of(
                () -> subscriptions.change(admin, community, seen.id(), seen.editVersion(), terms("late")),
                () -> subscriptions.disable(admin, community, seen.id(), seen.editVersion()),
                () -> subscriptions.enable(admin, community, seen.id(), seen.editVersion()),
                () -> subscriptions.rotate(admin, community, seen.id(), seen.editVersion(), Duration.ZERO),
                () -> subscriptions.delete(admin, community, seen.id(), seen.editVersion()))) {
            assertProblem(ProblemKey.CHANGED_MEANWHILE, late);
        }
        assertThat(subscriptions.of(admin, community)).containsExactly(changed);
    }

    @Test
    void belongToOneCommunity() {
        CommunityId mine = community();
        Actor admin = admin(mine);
        Subscription subscription = subscribed(admin, mine);
        CommunityId other = community();
        assertProblem(
                ProblemKey.NOT_FOUND,
                () -> subscriptions.delete(admin, other, subscription.id(), subscription.editVersion()));
        assertThat(subscriptions.of(admin, other)).isEmpty();
        subscriptions.delete(admin, mine, subscription.id(), subscription.editVersion());
        assertThat(subscriptions.of(admin, mine)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            not an address            | cannot be read
            ftp://example.com/x       | must begin with https://
            http://example.com/x      | must begin with https://
            https://                  | cannot be read
            https://a b.example/      | cannot be read
            https://me:pw@example.com | must not hold a user name or a password
            https://localhost/in      | this machine itself
            https://10.1.2.3/in       | a private network
            https://169.254.169.254/  | where clouds keep their secrets
            https://[::1]/in          | this machine itself
            hooks.example.com/in      | must begin with https://
            https://2130706433/in     | is not a host
            https://example.com:22/in | Port 22 is not for web addresses
            https://example.com/in#a  | must not have a part behind #
            """)
    void refuseAnAddressThatCannotBeCalled(String url, String words) {
        CommunityId community = community();
        Actor admin = admin(community);
        assertThatThrownBy(() -> subscriptions.create(
                        admin, community, new SubscriptionTerms("x", url, Set.of(EventType.CONTENT_DECIDED), false)))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.key()).isEqualTo(ProblemKey.INVALID_FIELD);
                    assertThat(problem.pointer()).isEqualTo("/url");
                    assertThat(problem).hasMessageContaining(words);
                });
    }

    @Test
    void needANameOfTheirOwnAndAKindOfEvent() {
        CommunityId community = community();
        Actor admin = admin(community);
        subscribed(admin, community);
        assertProblem(ProblemKey.ALREADY_EXISTS, () -> subscriptions.create(admin, community, terms("all")));
        assertProblem(ProblemKey.INVALID_FIELD, () -> subscriptions.create(admin, community, terms(" ")));
        assertProblem(
                ProblemKey.INVALID_FIELD,
                () -> subscriptions.create(
                        admin, community, new SubscriptionTerms("b", terms("b").url(), Set.of(), false)));
        assertProblem(
                ProblemKey.INVALID_FIELD,
                () -> subscriptions.rotate(
                        admin,
                        community,
                        subscriptions.of(admin, community).getFirst().id(),
                        0,
                        Duration.ofDays(31)));
    }

    @Test
    void areForAdminsAlone() {
        CommunityId community = community();
        Subscription subscription = subscribed(admin(community), community);
        Actor moderator = loggedIn(account(Role.MODERATOR, community));
        for (ThrowingCallable act : List.<ThrowingCallable>of(
                () -> subscriptions.of(moderator, community),
                () -> subscriptions.get(moderator, community, subscription.id()),
                () -> subscriptions.create(moderator, community, terms("mine")),
                () -> subscriptions.change(moderator, community, subscription.id(), 0, terms("mine")),
                () -> subscriptions.enable(moderator, community, subscription.id(), 0),
                () -> subscriptions.disable(moderator, community, subscription.id(), 0),
                () -> subscriptions.rotate(moderator, community, subscription.id(), 0, Duration.ZERO),
                () -> subscriptions.delete(moderator, community, subscription.id(), 0),
                () -> deliveries.list(community, null, null, 0, 10),
                () -> deliveries.find(moderator, community, 1),
                () -> deliveries.attempts(moderator, community, 1),
                () -> deliveries.replay(moderator, community, 1),
                () -> deliveries.replayAll(moderator, community, null),
                () -> deliveries.test(moderator, community, subscription.id()),
                () -> receivers.health(List.of(subscription.id())))) {
            assertThatThrownBy(act).isInstanceOf(AccessDeniedException.class);
        }
    }

    /** The door has looked at the scope; the store looks again. */
    @Test
    void areForKeysWithTheScopeInTheirCommunityAlone() {
        CommunityId mine = community();
        CommunityId other = community();
        Subscription theirs = subscribed(admin(other), other);
        long sent = deliveries.test(admin(other), other, theirs.id());

        ApiKey writer = calling(mine, Scope.ADMIN_WEBHOOKS);
        Subscription made = subscriptions.create(writer, mine, terms("shop")).subscription();
        assertThat(made.createdBy()).isEqualTo(writer.username());
        long test = deliveries.test(writer, mine, made.id());
        for (ThrowingCallable act : List.<ThrowingCallable>of(
                () -> subscriptions.create(writer, other, terms("mine")),
                () -> subscriptions.change(writer, other, theirs.id(), 0, terms("mine")),
                () -> subscriptions.enable(writer, other, theirs.id(), 0),
                () -> subscriptions.disable(writer, other, theirs.id(), 0),
                () -> subscriptions.rotate(writer, other, theirs.id(), 0, Duration.ZERO),
                () -> subscriptions.delete(writer, other, theirs.id(), 0),
                () -> subscriptions.delete(writer, mine, theirs.id(), 0),
                () -> deliveries.test(writer, other, theirs.id()))) {
            assertProblem(ProblemKey.NOT_FOUND, act);
        }
        for (ThrowingCallable act : List.<ThrowingCallable>of(
                () -> subscriptions.of(writer, mine),
                () -> subscriptions.get(writer, mine, made.id()),
                () -> deliveries.find(writer, mine, test),
                () -> deliveries.attempts(writer, mine, test))) {
            assertThatThrownBy(act).as("a key that only writes").isInstanceOf(AccessDeniedException.class);
        }

        ApiKey reader = calling(mine, Scope.ADMIN_READ);
        assertThat(subscriptions.of(reader, mine)).containsExactly(made);
        assertThat(subscriptions.get(reader, mine, made.id())).isEqualTo(made);
        assertThat(deliveries.find(reader, mine, test)).isPresent();
        assertThat(deliveries.attempts(reader, mine, test)).isEmpty();
        assertThat(deliveries.find(reader, other, sent)).isEmpty();
        assertProblem(ProblemKey.NOT_FOUND, () -> subscriptions.of(reader, other));
        assertProblem(ProblemKey.NOT_FOUND, () -> subscriptions.get(reader, other, theirs.id()));
        assertProblem(ProblemKey.NOT_FOUND, () -> deliveries.attempts(reader, other, sent));
        for (ThrowingCallable act : List.<ThrowingCallable>of(
                () -> subscriptions.delete(reader, mine, made.id(), made.editVersion()),
                () -> deliveries.test(reader, mine, made.id()),
                () -> subscriptions.delete(writer, mine, made.id(), made.editVersion()))) {
            assertThatThrownBy(act)
                    .as("a key that only reads, also in the name of another")
                    .isInstanceOf(AccessDeniedException.class);
        }
    }

    /** A new key of that community, calling on this thread as the surfaces let it in. */
    private ApiKey calling(CommunityId community, Scope scope) {
        String secret = UUID.randomUUID().toString();
        keys.bootstrap(community, "caller " + secret, Set.of(scope), 60, secret);
        ApiKey key = keys.authenticate(secret).orElseThrow();
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        key.username(), "", AuthorityUtils.createAuthorityList(scope.key())));
        return key;
    }

    @Test
    void leaveATraceWithoutAddressAndSecret() {
        CommunityId community = community();
        Actor admin = admin(community);
        NewSecret created = subscriptions.create(admin, community, terms("all"));
        Subscription now = subscriptions.disable(
                admin,
                community,
                created.subscription().id(),
                created.subscription().editVersion());
        now = subscriptions.enable(admin, community, now.id(), now.editVersion());
        now = subscriptions
                .rotate(admin, community, now.id(), now.editVersion(), Duration.ofHours(1))
                .subscription();
        deliveries.test(admin, community, now.id());
        subscriptions.delete(admin, community, now.id(), now.editVersion());

        List<AuditEvent> acts = audit.before(Long.MAX_VALUE, 100).stream()
                .filter(act -> community.value().equals(act.community()))
                .toList();
        assertThat(acts)
                .extracting(AuditEvent::action)
                .containsExactly(
                        "webhook.delete",
                        "webhook.test",
                        "webhook.rotate",
                        "webhook.enable",
                        "webhook.disable",
                        "webhook.create");
        assertThat(acts).allSatisfy(act -> {
            assertThat(act.actor()).isEqualTo(admin.username());
            assertThat(act.detail().toString()).doesNotContain("/in", "whsec_");
        });
    }
}
