package io.moderato.access.store;

/**
 * A key that was just created.
 *
 * @param key    the key
 * @param secret what calls are made with; nobody can read it again
 */
public record NewKey(ApiKey key, String secret) {
    @Override
    public String toString() {
        return "NewKey[" + key.username() + "]";
    }
}
