package io.moderato.standalone;

import io.moderato.access.store.Account;
import io.moderato.access.store.Accounts;
import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Role;
import io.moderato.access.store.Scope;
import io.moderato.community.CommunityId;
import io.moderato.community.store.Communities;
import io.moderato.decision.Category;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.moderato.rules.store.Blocklists;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;

/**
 * What a demo adds to a platform: three accounts, a key, a few rules, and sample content sent through the real pipeline. The platform may be
 * this process ({@code run --demo}) or others ({@code demo}).
 */
final class Demo {
    private static final CommunityId COMMUNITY = new CommunityId("main");
    private static final String DEMO_AUTHOR = "u-demo";
    private static final int CALLS_PER_MINUTE = 6000;
    private static final int SECRET_BYTES = 15;
    private static final String AS_BEFORE = "as printed at the first start";

    private final @Nullable String password;
    private final @Nullable String key;

    private Demo(@Nullable String password, @Nullable String key) {
        this.password = password;
        this.key = key;
    }

    /**
     * Makes sure that accounts, key and rules are there. Secrets come from {@code MODERATO_DEMO_PASSWORD} and {@code
     * MODERATO_DEMO_API_KEY}, else they are made up at the first start, and later starts do not know them.
     *
     * @param stores has the stores of the platform's database
     */
    static Demo prepare(BeanFactory stores) {
        stores.getBean(Communities.class).bootstrap(COMMUNITY, "Main community");
        Accounts accounts = stores.getBean(Accounts.class);
        boolean first = accounts.find("moderator").isEmpty();
        String password = secret("MODERATO_DEMO_PASSWORD", first);
        if (first && password != null) {
            join(accounts, accounts.bootstrap("moderator", "Mo Derator", password, Role.MODERATOR), null);
            join(accounts, accounts.bootstrap("moderator2", "Robin Second", password, Role.MODERATOR), null);
            join(accounts, accounts.bootstrap("user", "Demo User", password, Role.USER), DEMO_AUTHOR);
        }
        String key = secret("MODERATO_DEMO_API_KEY", first);
        if (key != null) {
            stores.getBean(ApiKeys.class).bootstrap(COMMUNITY, "demo", Scope.ofServices(), CALLS_PER_MINUTE, key);
        }
        addRules(stores.getBean(Blocklists.class));
        return new Demo(first ? password : null, key);
    }

    /** The accounts and how to log in, for printing. */
    Map<String, String> logins() {
        String shown = password == null ? AS_BEFORE : password;
        Map<String, String> logins = new LinkedHashMap<>();
        logins.put("Moderators", "moderator, moderator2 / " + shown);
        logins.put("User", "user / " + shown);
        logins.put("API key", key == null ? AS_BEFORE : key);
        return logins;
    }

    /** The sample content for the platform at that URL, if this start knows the key. */
    Optional<DemoContent> content(String url) {
        return Optional.ofNullable(key).map(known -> new DemoContent(url, known));
    }

    private static void join(Accounts accounts, Account account, @Nullable String author) {
        accounts.bootstrapMembership(account.actor().id(), COMMUNITY, author);
    }

    private static void addRules(Blocklists blocklists) {
        blocklists.bootstrap(
                COMMUNITY,
                "Rude words",
                RuleKind.KEYWORD,
                Category.OBSCENE,
                RuleAction.MODIFY,
                List.of("bullshit", "asshole", "bastard", "dickhead", "shithead", "wanker", "piss off"));
        blocklists.bootstrap(
                COMMUNITY,
                "Scam phrases",
                RuleKind.KEYWORD,
                Category.SPAM,
                RuleAction.REVIEW,
                List.of("double your bitcoin", "free followers", "claim your prize", "guaranteed returns"));
        blocklists.bootstrap(
                COMMUNITY,
                "Personal data",
                RuleKind.PATTERN,
                Category.PII,
                RuleAction.MODIFY,
                List.of(
                        "(?i)\\b[a-z0-9._%+-]+@[a-z0-9-]+(\\.[a-z0-9-]+)+\\b",
                        "\\b\\d{3}[- ]\\d{3,4}[- ]\\d{4}\\b", "\\b[A-Z]{2}\\d{2}( ?[A-Z0-9]{4}){3,7}\\b"));
    }

    private static @Nullable String secret(String variable, boolean first) {
        String given = System.getenv(variable);
        if (given != null && !given.isBlank()) {
            return given;
        }
        if (!first) {
            return null;
        }
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
