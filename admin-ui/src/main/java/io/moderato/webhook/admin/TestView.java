package io.moderato.webhook.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.webhook.store.Attempt;
import io.moderato.webhook.store.Delivery;
import io.moderato.webhook.store.DeliveryState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a test. */
@Schema(name = "WebhookTest")
@JsonInclude(JsonInclude.Include.NON_NULL)
record TestView(
        @Schema(example = "4711") String id,

        @Schema(description = "WAITING until it was sent; then DELIVERED or DEAD. A test is sent once.")
        DeliveryState state,

        @Schema(description = "The status of the receiver's answer; missing without one.", example = "204") @Nullable
        Integer status,

        @Schema(description = "How long the call lasted; missing as long as there was none.", example = "48") @Nullable
        Long tookMillis,

        @Schema(description = "Why it was not taken, in a sentence.") @Nullable
        String failure,

        @Schema(
                description =
                        "The beginning of the answer of a receiver that did not take it; never of one that gets texts.")
        @Nullable
        String answer) {
    static TestView of(Delivery test, List<Attempt> attempts) {
        String id = Long.toString(test.id());
        if (attempts.isEmpty()) {
            Delivery.Taken taken = test.taken();
            return taken == null
                    ? new TestView(id, test.state(), null, null, null, null)
                    : new TestView(
                            id, test.state(), taken.status(), taken.took().toMillis(), null, null);
        }
        Attempt last = attempts.getFirst();
        return new TestView(
                id,
                test.state(),
                last.status(),
                last.took().toMillis(),
                last.words(),
                last.answer().isBlank() ? null : last.answer());
    }
}
