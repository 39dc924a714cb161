package io.moderato.access.store;

/** The role of an account in the console. Each role may also do what the roles after it may do. */
public enum Role {
    /** Manages communities, accounts, keys, policies, rules and models, and may review. */
    ADMIN,
    /** Reviews content and decides appeals in their own communities. */
    MODERATOR,
    /** Sees their own content and its decisions, and may appeal. */
    USER
}
