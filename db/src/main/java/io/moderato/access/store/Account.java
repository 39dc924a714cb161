package io.moderato.access.store;

import java.time.Instant;

/**
 * The account of somebody who may log in to the console.
 *
 * @param actor        the person and their permissions
 * @param displayName  the name that colleagues see
 * @param passwordHash the Argon2id hash of the password
 * @param enabled      whether the account may log in
 * @param createdAt    when the account was created
 */
public record Account(Actor actor, String displayName, String passwordHash, boolean enabled, Instant createdAt) {
    @Override
    public String toString() {
        return "Account[" + actor.username() + ", " + actor.role() + "]";
    }
}
