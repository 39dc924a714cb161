package io.moderato.access.store;

/** What an account may do in the console. Each role may do what the ones after it may. */
public enum Role {
    /** Manages communities, accounts, keys, policies, rules and models, and may review. */
    ADMIN,
    /** Reviews content and decides appeals in the communities that they are a member of. */
    MODERATOR,
    /** Sees their own content and decisions, and appeals. */
    USER
}
