package io.moderato.access.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A permission of an API key. */
public enum Scope {
    /** Submit content. */
    CONTENT_WRITE,
    /** Read content, its status and its decisions, and the decisions feed. */
    CONTENT_READ,
    /** Ask for a synchronous decision. */
    MODERATE,
    /** File users' reports on their behalf. */
    REPORT,
    /** Lodge and read authors' appeals on their behalf. */
    APPEALS,
    /** Correct decisions. */
    FEEDBACK,
    /** Erase contents, and all contents of an author, for good. */
    ERASE,
    /** Have texts scored of which nothing is kept: all that a key should have which stands in addresses, where strangers see it. */
    ANALYZE,
    /** Suggest scores for texts, which are kept for moderators to read. */
    SUGGEST,
    /** Read what is administered: communities, policies, blocklists with their terms, types, mappings, keys and webhooks without their secrets. */
    ADMIN_READ,
    /** Rename communities, and create them with a key for all communities. */
    ADMIN_COMMUNITIES,
    /** Publish policies. */
    ADMIN_POLICIES,
    /** Edit blocklists and their terms. */
    ADMIN_RULES,
    /** Choose what a community reports as OpenAI's categories. */
    ADMIN_MAPPINGS,
    /** Define, change, retire and remove types of contents. */
    ADMIN_TYPES,
    /** Create, change and remove webhooks, give them new secrets and test them. */
    ADMIN_WEBHOOKS,
    /** Create, change and revoke keys, none of which may do more than the key that grants it. */
    ADMIN_KEYS;

    private static final String ADMINISTRATION = "ADMIN_";

    /** The scopes of the services that send content: all that are not about administration. */
    public static Set<Scope> ofServices() {
        return Arrays.stream(values())
                .filter(scope -> !scope.isAdministration())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }

    /** Whether it is about administration. Only such a scope is of use to a key for all communities. */
    public boolean isAdministration() {
        return name().startsWith(ADMINISTRATION);
    }

    /**
     * The scope of that name.
     *
     * @throws IllegalArgumentException if none has it, naming the known ones
     */
    @JsonCreator
    public static Scope ofKey(String key) {
        return Arrays.stream(values())
                .filter(scope -> scope.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown scope '%s'; known are %s"
                        .formatted(key, Arrays.stream(values()).map(Scope::key).collect(Collectors.joining(", ")))));
    }

    /** The name that people read and write. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }
}
