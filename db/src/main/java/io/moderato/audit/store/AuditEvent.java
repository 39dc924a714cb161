package io.moderato.audit.store;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One act in the audit trail.
 *
 * @param id        the place in the trail
 * @param at        when the act was done
 * @param actor     who did it: a login name, or "system"
 * @param action    the act, as noun.verb
 * @param subject   the thing that the act was done to
 * @param community the community, if the subject belongs to one
 * @param detail    further facts; never a secret, never a posted text
 */
public record AuditEvent(
        long id,
        Instant at,
        String actor,
        String action,
        String subject,
        @Nullable String community,
        Map<String, String> detail) {}
