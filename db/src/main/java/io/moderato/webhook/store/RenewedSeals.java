package io.moderato.webhook.store;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Seals each signing secret with the first key, before the process is ready. So an older key is not needed any more when all processes with
 * the new order of keys are ready, and one of them has started after the last process with the old order ended.
 */
@Component
class RenewedSeals implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(RenewedSeals.class);
    private static final int AT_ONCE = 500;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final SealedSecrets secrets;
    private final JdbcClient jdbc;

    RenewedSeals(SealedSecrets secrets, JdbcClient jdbc) {
        this.secrets = secrets;
        this.jdbc = jdbc;
    }

    private record Sealed(UUID id, byte[] secret, byte @Nullable [] previous) {}

    @Override
    public void run(@Nullable ApplicationArguments arguments) {
        if (secrets.areConfigured()) {
            List<Sealed> some = after(BEFORE_ALL);
            while (!some.isEmpty()) {
                some.forEach(this::renew);
                some = after(some.getLast().id());
            }
        }
    }

    private List<Sealed> after(UUID id) {
        return jdbc.sql("SELECT id, secret, previous_secret FROM webhook_subscription WHERE id > ? ORDER BY id LIMIT ?")
                .params(id, AT_ONCE)
                .query((row, number) -> new Sealed(
                        row.getObject("id", UUID.class), row.getBytes("secret"), row.getBytes("previous_secret")))
                .list();
    }

    private void renew(Sealed sealed) {
        try {
            secrets.renewed(sealed.id(), sealed.secret())
                    .ifPresent(renewed -> jdbc.sql(
                                    "UPDATE webhook_subscription SET secret = ? WHERE id = ? AND secret = ?")
                            .params(renewed, sealed.id(), sealed.secret())
                            .update());
            byte[] previous = sealed.previous();
            if (previous != null) {
                secrets.renewed(sealed.id(), previous)
                        .ifPresent(renewed -> jdbc.sql(
                                        "UPDATE webhook_subscription SET previous_secret = ? WHERE id = ? AND previous_secret = ?")
                                .params(renewed, sealed.id(), previous)
                                .update());
            }
        } catch (UnopenedSecretException otherKey) {
            LOG.warn("{}; it keeps its seal", otherKey.getMessage());
        }
    }
}
