package io.moderato.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.access.store.Actor;
import io.moderato.community.CommunityId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The key of the signing secrets is replaced. */
class RenewedSealsTest extends WebhookStoreTest {
    private static final String NEW = "the-key-that-comes-after-the-one-of-the-tests";

    @Autowired
    private WebhookSettings settings;

    @AfterEach
    void sealAsBefore() {
        start(settings.keys().getFirst(), NEW);
    }

    @Test
    void needTheOldKeyNoMoreAfterAStartWithTheNewOneFirst() {
        CommunityId community = community();
        Actor admin = admin(community);
        NewSecret first = subscriptions.create(admin, community, terms("all"));
        UUID id = first.subscription().id();
        NewSecret second =
                subscriptions.rotate(admin, community, id, first.subscription().editVersion(), Duration.ofHours(1));

        assertThatThrownBy(() -> opened(NEW, id, "secret")).isInstanceOf(UnopenedSecretException.class);
        start(settings.keys().getFirst(), NEW);
        assertThatThrownBy(() -> opened(NEW, id, "secret"))
                .as("the order counts")
                .isInstanceOf(UnopenedSecretException.class);

        start(NEW, settings.keys().getFirst());

        assertThat(opened(NEW, id, "secret").text()).isEqualTo(second.secret().text());
        assertThat(opened(NEW, id, "previous_secret").text())
                .isEqualTo(first.secret().text());
        byte[] sealed = sealed(id, "secret");
        start(NEW);
        assertThat(sealed(id, "secret")).as("nothing is left to do").isEqualTo(sealed);
    }

    @Test
    void leaveAloneWhatNoKeyOpens() {
        CommunityId community = community();
        Actor admin = admin(community);
        UUID strange = subscribed(admin, community).id();
        UUID other = subscriptions
                .create(admin, community, terms("other"))
                .subscription()
                .id();
        jdbc.sql(
                        "UPDATE webhook_subscription SET secret = (SELECT secret FROM webhook_subscription WHERE id = ?) WHERE id = ?")
                .params(other, strange)
                .update();
        byte[] before = sealed(strange, "secret");

        start(NEW, settings.keys().getFirst());

        assertThat(sealed(strange, "secret")).isEqualTo(before);
        assertThat(opened(NEW, other, "secret")).isNotNull();
    }

    private void start(String... keys) {
        new RenewedSeals(secrets(keys), jdbc).run(null);
    }

    private SigningSecret opened(String key, UUID id, String column) {
        return secrets(key).open(id, sealed(id, column));
    }

    private byte[] sealed(UUID id, String column) {
        return jdbc.sql("SELECT " + column + " FROM webhook_subscription WHERE id = ?")
                .param(id)
                .query(byte[].class)
                .single();
    }

    private static SealedSecrets secrets(String... keys) {
        return new SealedSecrets(new WebhookSettings(
                List.of(keys),
                false,
                Set.of(),
                List.of(),
                Duration.ofDays(7),
                Duration.ofDays(30),
                Duration.ofDays(7)));
    }
}
