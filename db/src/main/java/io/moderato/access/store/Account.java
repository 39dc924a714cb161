package io.moderato.access.store;

import java.time.Instant;

/**
 * Somebody who may log in to the console.
 *
 * @param actor        who they are and what they may do
 * @param displayName  how colleagues see them
 * @param passwordHash Argon2id
 * @param enabled      whether they may log in
 * @param createdAt    since when they exist
 */
public record Account(Actor actor, String displayName, String passwordHash, boolean enabled, Instant createdAt) {
    @Override
    public String toString() {
        return "Account[" + actor.username() + ", " + actor.role() + "]";
    }
}
