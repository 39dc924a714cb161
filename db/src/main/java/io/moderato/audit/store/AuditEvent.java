package io.moderato.audit.store;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One act.
 *
 * @param id        its place in the trail
 * @param at        when
 * @param actor     who: a login name, or "system"
 * @param action    what: noun.verb
 * @param subject   to what
 * @param community where, if it belongs to a community
 * @param detail    what else is worth keeping; never a secret, never a posted text
 */
public record AuditEvent(
        long id,
        Instant at,
        String actor,
        String action,
        String subject,
        @Nullable String community,
        Map<String, String> detail) {}
