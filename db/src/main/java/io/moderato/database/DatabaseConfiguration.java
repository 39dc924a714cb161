package io.moderato.database;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/**
 * The configuration for every service that uses the stores: transactions, and permissions that hold for every way of calling the stores.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
@EnableTransactionManagement(proxyTargetClass = true)
public class DatabaseConfiguration {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /** The order of the roles: an admin may do everything that a moderator may do, and a moderator everything that a user may do. */
    @Bean
    static RoleHierarchy roleHierarchy() {
        return RoleHierarchyImpl.fromHierarchy("ROLE_ADMIN > ROLE_MODERATOR\nROLE_MODERATOR > ROLE_USER");
    }

    /**
     * Argon2id with 19 MiB, two passes and one lane: the least that OWASP's password storage cheat sheet asks for. A hash
     * names its own cost, so hashes of an earlier cost still match.
     */
    @Bean
    PasswordEncoder passwordEncoder() {
        return new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
    }
}
