package io.moderato.admin;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Scope;
import io.moderato.community.CommunityId;
import io.moderato.community.store.Communities;
import io.moderato.console.ConsoleContext;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** The Admin API in the console's own process, on a real database. */
final class AdminApi {
    static final Set<Scope> ADMINISTRATION = EnumSet.copyOf(
            Arrays.stream(Scope.values()).filter(Scope::isAdministration).toList());

    static final String OPERATORS_KEY = "0123456789abcdef0123456789abcdef";

    private static ConfigurableApplicationContext context;

    private AdminApi() {}

    // each class has a console of its own: Spring's holder of who calls is one for the whole process, and the next
    // console's
    static void start() {
        context = ConsoleContext.start(0, "moderato.admin.api-key=" + OPERATORS_KEY);
    }

    static void stop() {
        context.close();
    }

    static <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    static String url() {
        return ConsoleContext.url(context);
    }

    /** A new community. */
    static CommunityId community() {
        CommunityId id = new CommunityId("c-" + UUID.randomUUID().toString().substring(0, 13));
        part(Communities.class).bootstrap(id, "A community");
        return id;
    }

    /** A caller with a new key of that community, or for all. */
    static AdminCaller caller(@Nullable CommunityId community, Set<Scope> scopes) {
        String secret = "a-key-for-these-tests-only-" + UUID.randomUUID();
        part(ApiKeys.class).bootstrap(community, "A key", scopes, 100_000, secret);
        return new AdminCaller(url(), secret);
    }

    static AdminCaller callerForAll() {
        return caller(null, ADMINISTRATION);
    }

    static ApiKey keyOf(AdminCaller caller) {
        return part(ApiKeys.class).authenticate(caller.key()).orElseThrow();
    }
}
