package io.moderato.webhook.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.contenttype.TypedFields;
import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import io.moderato.decision.DecisionId;
import io.moderato.decision.Outcome;
import io.moderato.decision.Reason;
import io.moderato.webhook.store.DueDelivery;
import io.moderato.webhook.store.DueDelivery.AboutContent;
import io.moderato.webhook.store.Receiver;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a webhook ({@code docs/webhooks.md}).
 *
 * @param id        the event; a text, because numbers of that size are not safe in JavaScript
 * @param type      its type
 * @param timestamp when it happened
 * @param data      what happened
 */
record WebhookMessage(String id, String type, Instant timestamp, Data data) {
    /** What stands in fields of its own. */
    private static final Set<String> TOLD_ELSEWHERE = Set.of("revision", "decision", "outcome");

    /** The message about a delivery, with texts only where the receiver asks for them. */
    static WebhookMessage of(Receiver receiver, DueDelivery delivery) {
        Optional<AboutContent> content = Optional.ofNullable(delivery.content());
        Map<String, String> detail = new TreeMap<>(delivery.detail());
        detail.keySet().removeAll(TOLD_ELSEWHERE);
        Decision decision = delivery.decision();
        return new WebhookMessage(
                delivery.eventId(),
                delivery.type(),
                delivery.eventAt(),
                new Data(
                        receiver.community(),
                        content.map(AboutContent::id).orElse(null),
                        content.map(AboutContent::externalId).orElse(null),
                        content.map(AboutContent::revision).orElse(null),
                        delivery.isTest() ? null : delivery.subject(),
                        decision == null ? null : DecisionFacts.of(decision, receiver.withTexts()),
                        detail.isEmpty() ? null : detail,
                        content.map(AboutContent::text).orElse(null),
                        content.map(AboutContent::fields).map(TypedFields::tree).orElse(null)));
    }

    /**
     * What happened.
     *
     * @param community  where
     * @param contentId  the content that it is about
     * @param externalId the client's own id of that content
     * @param revision   which revision
     * @param subject    the id of the thing that changed; the type says what kind of thing that is
     * @param decision   the decision that it is about
     * @param detail     what else the type has to say
     * @param text       the text of that revision
     * @param fields     the fields of which the text was made, if its type has some
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Data(
            CommunityId community,
            @Nullable ContentId contentId,
            @Nullable String externalId,
            @Nullable Integer revision,
            @Nullable String subject,
            @Nullable DecisionFacts decision,
            @Nullable Map<String, String> detail,
            @Nullable String text,
            @Nullable ObjectNode fields) {}

    /**
     * A decision.
     *
     * @param id           the decision
     * @param outcome      what follows for the content
     * @param confidence   how sure that is, from 0 to 1
     * @param automatic    whether the pipeline decided; else a human did
     * @param categories   what it is about
     * @param supersedes   the decision that stood before
     * @param decidedAt    when
     * @param reasons      why, in words
     * @param modifiedText the text to show, where the outcome is MODIFY
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DecisionFacts(
            DecisionId id,
            Outcome outcome,
            double confidence,
            boolean automatic,
            List<String> categories,
            @Nullable DecisionId supersedes,
            Instant decidedAt,
            @Nullable List<String> reasons,
            @Nullable String modifiedText) {
        private static DecisionFacts of(Decision decision, boolean withTexts) {
            List<Reason> reasons = decision.result().reasons();
            return new DecisionFacts(
                    decision.id(),
                    decision.result().outcome(),
                    decision.result().confidence(),
                    decision.automatic(),
                    reasons.stream()
                            .map(Reason::category)
                            .filter(Objects::nonNull)
                            .map(Category::key)
                            .distinct()
                            .collect(Collectors.toList()),
                    decision.supersedes(),
                    decision.decidedAt(),
                    withTexts ? reasons.stream().map(Reason::text).toList() : null,
                    withTexts ? decision.result().modifiedText() : null);
        }
    }
}
