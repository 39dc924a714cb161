package io.moderato.access.login;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings for the account and the key with which an operator begins.
 *
 * @param password the first admin's password; if it is not set, we make one up and show it once
 * @param apiKey   a key that administers all communities; if it is not set, there is none but those that admins create
 */
@ConfigurationProperties("moderato.admin")
record AdminProperties(@Nullable String password, @Nullable String apiKey) {
    @Override
    public String toString() {
        return "AdminProperties[password " + (isGiven(password) ? "given" : "made up") + ", key "
                + (isGiven(apiKey) ? "given" : "none") + "]";
    }

    private static boolean isGiven(@Nullable String value) {
        return value != null && !value.isBlank();
    }
}
