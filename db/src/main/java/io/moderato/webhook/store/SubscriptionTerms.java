package io.moderato.webhook.store;

import io.moderato.event.EventType;
import java.util.Set;

/**
 * What people choose of a subscription.
 *
 * @param name      what people call it; another one for each subscription of a community
 * @param url       where it is sent
 * @param types     which events
 * @param withTexts whether posted texts and the reasons of decisions go along
 */
public record SubscriptionTerms(String name, String url, Set<EventType> types, boolean withTexts) {
    /** Copies the types. */
    public SubscriptionTerms {
        types = Set.copyOf(types);
    }
}
