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
    /** The order of the roles: an admin may do everything that a moderator may do, and a moderator everything that a user may do. */
    @Bean
    static RoleHierarchy roleHierarchy() {
        return RoleHierarchyImpl.fromHierarchy("ROLE_ADMIN > ROLE_MODERATOR\nROLE_MODERATOR > ROLE_USER");
    }

    /** Argon2id with 16 MiB and two passes, which is the least that OWASP's password storage cheat sheet asks for. */
    @Bean
    PasswordEncoder passwordEncoder() {
        return Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    }
}
