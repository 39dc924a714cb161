package io.moderato.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.access.store.Actor;
import io.moderato.community.CommunityId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The lease of a receiver, which the process that delivers looks at several times a second. */
class ReceiverLeaseTest extends WebhookStoreTest {
    @Test
    void isWrittenAnewWhenAQuarterOfItIsOver() {
        UUID webhook = subscribedWithADelivery();
        taken(webhook);
        String written = lastWrite(webhook);

        assertThat(receivers.renew(process, webhook, LEASE)).isPresent();
        assertThat(lastWrite(webhook)).as("the row as it was").isEqualTo(written);

        endsIn(webhook, LEASE.toMillis() * 3 / 4 - 1);
        assertThat(receivers.renew(process, webhook, LEASE)).isPresent();
        assertThat(millisLeft(webhook)).isBetween(LEASE.toMillis() * 9 / 10, LEASE.toMillis());
    }

    @Test
    void isKeptByAProcessThatComesTooLateWhereNobodyElseCame() {
        UUID webhook = subscribedWithADelivery();
        taken(webhook);
        endsIn(webhook, -1);

        assertThat(receivers.renew(process, webhook, LEASE)).isPresent();
        assertThat(taken(UUID.randomUUID(), webhook)).isEmpty();
    }

    @Test
    void showsAtEachLookWhatPeopleChanged() {
        CommunityId community = community();
        Actor admin = admin(community);
        Subscription webhook = subscribed(admin, community);
        decidedContent(community, "1");
        taken(webhook.id());

        subscriptions.disable(admin, community, webhook.id(), webhook.editVersion());

        assertThat(receivers.renew(process, webhook.id(), LEASE)).isEmpty();
    }

    private UUID subscribedWithADelivery() {
        CommunityId community = community();
        UUID webhook = subscribed(admin(community), community).id();
        decidedContent(community, "1");
        return webhook;
    }

    private void endsIn(UUID webhook, long millis) {
        jdbc.sql(
                        "UPDATE webhook_receiver SET lease_until = now() + ? * interval '1 millisecond' WHERE subscription_id = ?")
                .params(millis, webhook)
                .update();
    }

    private long millisLeft(UUID webhook) {
        return jdbc.sql(
                        "SELECT (extract(epoch FROM lease_until - now()) * 1000)::bigint FROM webhook_receiver WHERE subscription_id = ?")
                .param(webhook)
                .query(Long.class)
                .single();
    }

    private String lastWrite(UUID webhook) {
        return jdbc.sql("SELECT ctid::text || ' ' || xmin::text FROM webhook_receiver WHERE subscription_id = ?")
                .param(webhook)
                .query(String.class)
                .single();
    }
}
