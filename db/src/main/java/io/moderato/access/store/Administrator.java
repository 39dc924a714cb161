package io.moderato.access.store;

import io.moderato.community.CommunityId;
import io.moderato.problem.ProblemException;

/**
 * Who administers: an account with the role ADMIN, or a key with a scope of administration. The texts here are for {@code @PreAuthorize} of
 * the stores. Each lets pass whoever is logged in or calls, and nobody in the name of another; {@code #admin} is the parameter of the store's
 * method.
 */
public sealed interface Administrator permits Actor, ApiKey {
    /** May read what is administered. */
    String MAY_READ = "(hasRole('ADMIN') or hasAuthority('admin:read')) and #admin.username() == authentication.name";

    /** May create and rename communities. */
    String OF_COMMUNITIES =
            "(hasRole('ADMIN') or hasAuthority('admin:communities')) and #admin.username() == authentication.name";

    /** May publish policies. */
    String OF_POLICIES =
            "(hasRole('ADMIN') or hasAuthority('admin:policies')) and #admin.username() == authentication.name";

    /** May edit blocklists and their terms. */
    String OF_RULES = "(hasRole('ADMIN') or hasAuthority('admin:rules')) and #admin.username() == authentication.name";

    /** May choose what is reported as OpenAI's categories. */
    String OF_MAPPINGS =
            "(hasRole('ADMIN') or hasAuthority('admin:mappings')) and #admin.username() == authentication.name";

    /** May define, change, retire and remove types of contents. */
    String OF_TYPES = "(hasRole('ADMIN') or hasAuthority('admin:types')) and #admin.username() == authentication.name";

    /** May create, change, test and remove webhooks. */
    String OF_WEBHOOKS =
            "(hasRole('ADMIN') or hasAuthority('admin:webhooks')) and #admin.username() == authentication.name";

    /** May create, change and revoke keys. */
    String OF_KEYS = "(hasRole('ADMIN') or hasAuthority('admin:keys')) and #admin.username() == authentication.name";

    /** How the audit trail names them: the account's login name, or the key's name and its first characters. */
    String username();

    /** Whether that community is among those that they administer. */
    boolean administers(CommunityId community);

    /** Whether they administer all communities, those that are still to come too. */
    boolean administersAll();

    /**
     * Does nothing if they administer that community.
     *
     * @param what what they look for in it, in the reader's words
     * @throws ProblemException NOT_FOUND otherwise, because whoever has no access is not told what exists
     */
    default void requireAdministers(CommunityId community, String what) {
        if (!administers(community)) {
            throw ProblemException.notFound(what);
        }
    }
}
