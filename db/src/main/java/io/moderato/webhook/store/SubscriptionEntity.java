package io.moderato.webhook.store;

import io.moderato.community.CommunityId;
import io.moderato.event.EventType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A subscription as people edit it. */
@Entity
@Table(name = "webhook_subscription")
class SubscriptionEntity {
    @Id
    private UUID id;

    /** None as long as the subscription is not stored. */
    @Version
    private @Nullable Integer editVersion;

    @Column(updatable = false)
    private String communityId;

    private String name;
    private String url;

    /** By their keys. */
    private String[] types;

    private boolean withTexts;
    private @Nullable Instant enabledSince;
    private @Nullable String disabledBecause;
    private byte[] secret;
    private byte @Nullable [] previousSecret;
    private @Nullable Instant previousSecretUntil;

    @Column(updatable = false)
    private Instant createdAt;

    @Column(updatable = false)
    private String createdBy;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    SubscriptionEntity() {}

    SubscriptionEntity(
            UUID id, CommunityId community, SubscriptionTerms terms, byte[] sealedSecret, String by, Instant now) {
        this.id = id;
        this.communityId = community.value();
        this.name = terms.name();
        this.url = terms.url();
        this.types = keys(terms.types());
        this.withTexts = terms.withTexts();
        this.secret = sealedSecret;
        this.createdAt = now;
        this.createdBy = by;
        this.enabledSince = now;
    }

    Subscription subscription(Instant now) {
        Instant previousUntil = previousSecretUntil;
        return new Subscription(
                id,
                community(),
                new SubscriptionTerms(
                        name, url, Stream.of(types).map(EventType::ofKey).collect(Collectors.toSet()), withTexts),
                enabledSince,
                disabledBecause,
                previousUntil != null && previousUntil.isAfter(now) ? previousUntil : null,
                createdAt,
                createdBy,
                editVersion());
    }

    int editVersion() {
        return editVersion == null ? 0 : editVersion;
    }

    boolean enabled() {
        return enabledSince != null;
    }

    String url() {
        return url;
    }

    String name() {
        return name;
    }

    CommunityId community() {
        return new CommunityId(communityId);
    }

    void change(SubscriptionTerms terms) {
        name = terms.name();
        url = terms.url();
        types = keys(terms.types());
        withTexts = terms.withTexts();
    }

    void enable(Instant now) {
        enabledSince = now;
        disabledBecause = null;
    }

    void disable(String because) {
        enabledSince = null;
        disabledBecause = because;
    }

    /** Takes another secret; the present one goes on beside it until then, and one before that ends now. */
    void rotate(byte[] sealedSecret, Instant presentUntil) {
        previousSecret = secret;
        previousSecretUntil = presentUntil;
        secret = sealedSecret;
    }

    private static String[] keys(Set<EventType> types) {
        return types.stream().map(EventType::key).sorted().toArray(String[]::new);
    }
}
