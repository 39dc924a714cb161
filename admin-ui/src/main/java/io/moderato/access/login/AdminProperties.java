package io.moderato.access.login;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings for the account of the first start.
 *
 * @param password the first admin's password; if it is not set, we make one up and show it once
 */
@ConfigurationProperties("moderato.admin")
record AdminProperties(@Nullable String password) {
    @Override
    public String toString() {
        return "AdminProperties[password " + (password == null || password.isBlank() ? "made up" : "given") + "]";
    }
}
