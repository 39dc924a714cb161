package io.moderato.access.login;

import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Scope;
import java.util.EnumSet;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Makes sure that the key that the operator has set is there, so that programs can administer from the first start on. If an admin revoked
 * it, it stays revoked.
 */
@Component
class GivenAdminKey implements ApplicationRunner {
    private static final int CALLS_PER_MINUTE = 6000;

    private final ApiKeys keys;
    private final AdminProperties properties;

    GivenAdminKey(ApiKeys keys, AdminProperties properties) {
        this.keys = keys;
        this.properties = properties;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        String given = properties.apiKey();
        if (given != null && !given.isBlank()) {
            keys.bootstrap(null, "operator", EnumSet.allOf(Scope.class), CALLS_PER_MINUTE, given.strip());
        }
    }
}
