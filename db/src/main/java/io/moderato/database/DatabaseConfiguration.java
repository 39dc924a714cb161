package io.moderato.database;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** What every service that uses the stores needs: transactions, and permissions that hold whichever door is used. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
@EnableTransactionManagement(proxyTargetClass = true)
public class DatabaseConfiguration {
    /** An admin may do what a moderator may, and a moderator what a user may. */
    @Bean
    static RoleHierarchy roleHierarchy() {
        return RoleHierarchyImpl.fromHierarchy("ROLE_ADMIN > ROLE_MODERATOR\nROLE_MODERATOR > ROLE_USER");
    }

    /** Argon2id with 16 MiB and two passes, as OWASP's password storage cheat sheet asks at least. */
    @Bean
    PasswordEncoder passwordEncoder() {
        return Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    }
}
