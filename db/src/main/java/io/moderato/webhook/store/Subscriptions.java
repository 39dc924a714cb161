package io.moderato.webhook.store;

import io.moderato.access.store.Administrator;
import io.moderato.address.AddressGuard;
import io.moderato.address.RefusedAddressException;
import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import io.moderato.database.EditVersions;
import io.moderato.database.EditedNames;
import io.moderato.database.EditingStore;
import io.moderato.database.UniqueNames;
import io.moderato.event.EventType;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;

/**
 * The subscriptions of the communities, as people edit them. Each act names the version of the subscription that the admin saw, and is
 * refused with CHANGED_MEANWHILE if somebody else changed the subscription since; one of another community is NOT_FOUND.
 */
@EditingStore
public class Subscriptions {
    /** The longest time for which two secrets sign. */
    public static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private static final int MOST = 50;
    private static final String THING = "webhook";

    private final SecureRandom random = new SecureRandom();
    private final SubscriptionRows rows;
    private final JdbcClient jdbc;
    private final Receivers receivers;
    private final SealedSecrets secrets;
    private final AddressGuard guard;
    private final AuditTrail audit;

    Subscriptions(
            SubscriptionRows rows,
            JdbcClient jdbc,
            Receivers receivers,
            SealedSecrets secrets,
            WebhookSettings settings,
            AuditTrail audit) {
        this.rows = rows;
        this.jdbc = jdbc;
        this.receivers = receivers;
        this.secrets = secrets;
        this.guard = new AddressGuard(settings.addressRules());
        this.audit = audit;
    }

    /**
     * The subscriptions of that community by name.
     *
     * @throws ProblemException NOT_FOUND if the administrator may not know of them
     */
    @PreAuthorize(Administrator.MAY_READ)
    public List<Subscription> of(Administrator admin, CommunityId community) {
        admin.requireAdministers(community, "community");
        Instant now = now();
        return rows.findByCommunityIdOrderByName(community.value()).stream()
                .map(each -> each.subscription(now))
                .toList();
    }

    /**
     * That subscription of the community.
     *
     * @throws ProblemException NOT_FOUND
     */
    @PreAuthorize(Administrator.MAY_READ)
    public Subscription get(Administrator admin, CommunityId community, UUID id) {
        return find(admin, community, id).subscription(now());
    }

    /**
     * Creates a subscription, in force from now on, and makes its secret.
     *
     * @throws ProblemException NOT_FOUND for a community that the admin does not administer, INVALID_FIELD with the field at fault,
     *                          ALREADY_EXISTS for a name that is taken, WRONG_STATE if the community has as many as it may have,
     *                          UNAVAILABLE if no key is configured to keep secrets with
     */
    @PreAuthorize(Administrator.OF_WEBHOOKS)
    @Transactional
    public NewSecret create(Administrator admin, CommunityId community, SubscriptionTerms terms) {
        admin.requireAdministers(community, "community");
        SubscriptionTerms checked = checked(terms);
        if (rows.countByCommunityId(community.value()) >= MOST) {
            throw new ProblemException(
                    ProblemKey.WRONG_STATE,
                    "A community has at most %d webhooks. Delete one that is not needed any more.".formatted(MOST));
        }
        UUID id = UUID.randomUUID();
        SigningSecret secret = SigningSecret.random(random);
        Instant now = now();
        SubscriptionEntity created =
                new SubscriptionEntity(id, community, checked, secrets.seal(id, secret), admin.username(), now);
        rows.save(created);
        UniqueNames.write(THING, checked.name(), rows::flush);
        receivers.add(id);
        record(admin, "webhook.create", created, facts(checked));
        return new NewSecret(created.subscription(now), secret);
    }

    /**
     * Changes what people choose. Another address is tried at once.
     *
     * @throws ProblemException INVALID_FIELD with the field at fault, ALREADY_EXISTS for a name that is taken, NOT_FOUND, CHANGED_MEANWHILE
     */
    @PreAuthorize(Administrator.OF_WEBHOOKS)
    @Transactional
    public Subscription change(
            Administrator admin, CommunityId community, UUID id, int editVersion, SubscriptionTerms terms) {
        SubscriptionTerms checked = checked(terms);
        SubscriptionEntity changed = find(admin, community, id, editVersion);
        boolean moved = !changed.url().equals(checked.url());
        changed.change(checked);
        UniqueNames.write(THING, checked.name(), rows::flush);
        if (moved) {
            receivers.startAnew(id);
        }
        record(admin, "webhook.change", changed, facts(checked));
        return changed.subscription(now());
    }

    /**
     * Collects and sends events from now on. What waited since before is sent first, with all its attempts before it.
     *
     * @throws ProblemException NOT_FOUND, CHANGED_MEANWHILE
     */
    @PreAuthorize(Administrator.OF_WEBHOOKS)
    @Transactional
    public Subscription enable(Administrator admin, CommunityId community, UUID id, int editVersion) {
        SubscriptionEntity enabled = find(admin, community, id, editVersion);
        Instant now = now();
        if (!enabled.enabled()) {
            enabled.enable(now);
            EditVersions.write(THING, rows::flush);
            receivers.startAnew(id);
            record(admin, "webhook.enable", enabled, Map.of());
        }
        return enabled.subscription(now);
    }

    /**
     * Collects and sends nothing more. What waits stays for a while, in case that it is enabled again.
     *
     * @throws ProblemException NOT_FOUND, CHANGED_MEANWHILE
     */
    @PreAuthorize(Administrator.OF_WEBHOOKS)
    @Transactional
    public Subscription disable(Administrator admin, CommunityId community, UUID id, int editVersion) {
        SubscriptionEntity disabled = find(admin, community, id, editVersion);
        if (disabled.enabled()) {
            disabled.disable("Disabled by %s.".formatted(admin.username()));
            EditVersions.write(THING, rows::flush);
            record(admin, "webhook.disable", disabled, Map.of());
        }
        return disabled.subscription(now());
    }

    /**
     * Makes another secret. For that time both sign, so that the receiver can change over without missing a call; a third one from before
     * ends at once.
     *
     * @param overlap zero ends the present secret now
     * @throws ProblemException INVALID_FIELD for a time that is negative or longer than {@link #LONGEST_OVERLAP}, NOT_FOUND,
     *                          CHANGED_MEANWHILE, UNAVAILABLE if no key is configured to keep secrets with
     */
    @PreAuthorize(Administrator.OF_WEBHOOKS)
    @Transactional
    public NewSecret rotate(Administrator admin, CommunityId community, UUID id, int editVersion, Duration overlap) {
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw ProblemException.invalidField(
                    "/overlap", "The old secret may go on for 0 to %d days.".formatted(LONGEST_OVERLAP.toDays()));
        }
        SubscriptionEntity rotated = find(admin, community, id, editVersion);
        SigningSecret secret = SigningSecret.random(random);
        Instant now = now();
        rotated.rotate(secrets.seal(id, secret), now.plus(overlap));
        EditVersions.write(THING, rows::flush);
        record(admin, "webhook.rotate", rotated, Map.of("overlap", overlap.toString()));
        return new NewSecret(rotated.subscription(now), secret);
    }

    /**
     * Deletes a subscription. What still waits for it is not sent any more.
     *
     * @throws ProblemException NOT_FOUND, CHANGED_MEANWHILE
     */
    @PreAuthorize(Administrator.OF_WEBHOOKS)
    @Transactional
    public void delete(Administrator admin, CommunityId community, UUID id, int editVersion) {
        SubscriptionEntity deleted = find(admin, community, id, editVersion);
        rows.delete(deleted);
        EditVersions.write(THING, rows::flush);
        receivers.remove(id);
        record(admin, "webhook.delete", deleted, Map.of());
    }

    /** The database's time, because it is compared with that of events. */
    private Instant now() {
        return jdbc.sql("SELECT now()")
                .query((row, index) -> Columns.instant(row, "now"))
                .single();
    }

    private SubscriptionEntity find(Administrator admin, CommunityId community, UUID id) {
        admin.requireAdministers(community, THING);
        return rows.findByIdAndCommunityId(id, community.value()).orElseThrow(() -> ProblemException.notFound(THING));
    }

    private SubscriptionEntity find(Administrator admin, CommunityId community, UUID id, int editVersion) {
        SubscriptionEntity found = find(admin, community, id);
        EditVersions.requireSame(THING, editVersion, found.editVersion());
        return found;
    }

    private SubscriptionTerms checked(SubscriptionTerms terms) {
        EditedNames.require(THING, terms.name());
        if (terms.types().isEmpty()) {
            throw ProblemException.invalidField("/events", "Choose at least one kind of event.");
        }
        try {
            URI url = guard.check(terms.url());
            if (url.getRawFragment() != null) {
                throw ProblemException.invalidField(
                        "/url", "The address must not have a part behind #: it is never sent.");
            }
            return new SubscriptionTerms(terms.name().strip(), url.toString(), terms.types(), terms.withTexts());
        } catch (RefusedAddressException refused) {
            throw new ProblemException(ProblemKey.INVALID_FIELD, String.valueOf(refused.getMessage()), "/url", refused);
        }
    }

    /** The host alone: the rest of an address may be a secret of the receiver. */
    private static Map<String, String> facts(SubscriptionTerms terms) {
        return Map.of(
                "host",
                URI.create(terms.url()).getHost(),
                "types",
                terms.types().stream().map(EventType::key).sorted().collect(Collectors.joining(" ")),
                "texts",
                Boolean.toString(terms.withTexts()));
    }

    private void record(Administrator admin, String act, SubscriptionEntity about, Map<String, String> detail) {
        audit.record(admin.username(), act, about.name(), about.community(), detail);
    }
}
