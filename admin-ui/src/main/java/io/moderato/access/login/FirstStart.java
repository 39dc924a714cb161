package io.moderato.access.login;

import io.moderato.access.store.Account;
import io.moderato.access.store.Accounts;
import io.moderato.access.store.Role;
import io.moderato.community.CommunityId;
import io.moderato.community.store.Communities;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Makes an empty system usable: one community and one admin, once. */
@Component
@Order(FirstStart.ORDER)
class FirstStart implements ApplicationRunner {
    /** Runs before anything that adds more accounts, because those would hide that there was no account. */
    static final int ORDER = 0;

    private static final String USERNAME = "admin";
    private static final int PASSWORD_BYTES = 15;

    private final Accounts accounts;
    private final Communities communities;
    private final AdminProperties properties;
    private final ApplicationEventPublisher events;

    FirstStart(
            Accounts accounts, Communities communities, AdminProperties properties, ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.communities = communities;
        this.properties = properties;
        this.events = events;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!accounts.none()) {
            return;
        }
        CommunityId main = new CommunityId("main");
        communities.bootstrap(main, "Main community");
        String given = properties.password();
        String password = given == null || given.isBlank() ? random() : given;
        Account admin = accounts.bootstrap(USERNAME, "Administrator", password, Role.ADMIN);
        accounts.bootstrapMembership(admin.actor().id(), main, null);
        events.publishEvent(new FirstAdminCreated(USERNAME, password, !password.equals(given)));
    }

    private static String random() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
