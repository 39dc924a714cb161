package io.moderato.webhook.delivery;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.moderato.address.AddressGuard;
import io.moderato.address.Answer;
import io.moderato.address.Call;
import io.moderato.address.CallLimits;
import io.moderato.address.GuardedClient;
import io.moderato.address.RefusedAddressException;
import io.moderato.operations.trace.Traces;
import io.moderato.webhook.store.DueDelivery;
import io.moderato.webhook.store.Receiver;
import io.moderato.webhook.store.SigningSecret;
import io.moderato.webhook.store.WebhookSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Calls receivers as Standard Webhooks says (https://www.standardwebhooks.com), and nobody that the guard does not let pass. */
@Component
class ReceiverCalls implements AutoCloseable {
    /** Of an answer that is read to its end the connection can be used again; longer ones are cut. */
    private static final int ANSWER_READ = 8 * 1024;

    private final JsonMapper json;
    private final GuardedClient client;
    private final CallLimits limits;
    private final Traces traces;

    ReceiverCalls(WebhookSettings webhooks, DeliverySettings settings, JsonMapper json, Traces traces) {
        this.json = json;
        this.client = new GuardedClient(
                new AddressGuard(webhooks.addressRules()), settings.receiversAtOnce() + settings.sharedCalls());
        this.traces = traces;
        this.limits = new CallLimits(settings.callTimeout(), ANSWER_READ, 0);
    }

    /**
     * Sends a delivery, signed now.
     *
     * @throws InterruptedException if this thread is interrupted; the call is then broken off
     */
    CallOutcome send(Receiver receiver, DueDelivery delivery) throws InterruptedException {
        try (AttemptTrace attempt = AttemptTrace.begin(traces, receiver, delivery)) {
            return attempt.endedWith(call(receiver, delivery));
        }
    }

    private CallOutcome call(Receiver receiver, DueDelivery delivery) throws InterruptedException {
        URI address = URI.create(receiver.url());
        String body = json.writeValueAsString(WebhookMessage.of(receiver, delivery));
        long timestamp = Instant.now().getEpochSecond();
        Map<String, String> headers = Map.of(
                "Content-Type", "application/json",
                "webhook-id", delivery.eventId(),
                "webhook-timestamp", Long.toString(timestamp),
                "webhook-signature", signatures(receiver, delivery.eventId(), timestamp, body));
        long start = System.nanoTime();
        try {
            Answer answer =
                    client.send(Call.of("POST", address, headers, body.getBytes(StandardCharsets.UTF_8)), limits);
            Duration took = since(start);
            return answer.isSuccess()
                    ? new CallOutcome.Taken(answer.status(), took)
                    : Failures.answered(answer, took, !receiver.withTexts());
        } catch (RefusedAddressException refused) {
            return Failures.refused(refused, since(start));
        } catch (IOException failed) {
            return Failures.withoutAnswer(failed, String.valueOf(address.getHost()), limits.time(), since(start));
        }
    }

    /** One header with a signature of each live secret: libraries read the first header only. */
    private static String signatures(Receiver receiver, String id, long timestamp, String body) {
        return receiver.secrets().stream()
                .map(secret -> signature(secret, id, timestamp, body))
                .collect(Collectors.joining(" "));
    }

    private static String signature(SigningSecret secret, String id, long timestamp, String body) {
        try {
            return new Webhook(secret.bytes()).sign(id, timestamp, body);
        } catch (EmptyWebhookSecretException | WebhookSigningException impossible) {
            throw new IllegalStateException("A webhook was not signed", impossible);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        client.close();
    }
}
