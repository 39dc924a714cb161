package io.moderato.access.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Locale;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Slows down guessing of passwords: for one user name from any address, and from one address for any user name. */
@Component
@EnableConfigurationProperties({LoginProperties.class, AdminProperties.class})
class LoginThrottle {
    private static final int LONGEST_NAME = 100;

    private final Cache<String, Bucket> users;
    private final Cache<String, Bucket> addresses;
    private final Cache<String, Bucket> pages;
    private final LoginProperties properties;

    LoginThrottle(LoginProperties properties) {
        this.properties = properties;
        this.users = cache(properties);
        this.addresses = cache(properties);
        this.pages = cache(properties);
    }

    private static Cache<String, Bucket> cache(LoginProperties properties) {
        return Caffeine.newBuilder()
                .maximumSize(properties.remembered())
                .expireAfterAccess(properties.period())
                .build();
    }

    /** Takes one try and returns how long to wait before it may be made; zero if it may be made now. */
    Duration take(String username, String address) {
        Duration byUser = take(bucket(users, name(username), properties.attemptsPerUser()));
        if (!byUser.isZero()) {
            return byUser;
        }
        return take(bucket(addresses, address, properties.attemptsPerAddress()));
    }

    /** Gives the try back, because the password was not checked. */
    void giveBack(String username, String address) {
        bucket(users, name(username), properties.attemptsPerUser()).addTokens(1);
        bucket(addresses, address, properties.attemptsPerAddress()).addTokens(1);
    }

    /** Counts one login page for somebody without a session; false if the address has reached its limit for now. */
    boolean takePage(String address) {
        return take(bucket(pages, address, properties.pagesPerAddress())).isZero();
    }

    /** Gives the try back, because the password was right. */
    void succeeded(String username, String address) {
        bucket(users, name(username), properties.attemptsPerUser()).reset();
        bucket(addresses, address, properties.attemptsPerAddress()).addTokens(1);
    }

    @EventListener
    void succeeded(InteractiveAuthenticationSuccessEvent event) {
        if (event.getAuthentication().getDetails() instanceof WebAuthenticationDetails details) {
            succeeded(event.getAuthentication().getName(), details.getRemoteAddress());
        }
    }

    private static Duration take(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
    }

    private Bucket bucket(Cache<String, Bucket> cache, String key, int attempts) {
        return cache.get(
                key,
                any -> Bucket.builder()
                        .addLimit(Bandwidth.builder()
                                .capacity(attempts)
                                .refillGreedy(attempts, properties.period())
                                .build())
                        .build());
    }

    /**
     * The name to count tries for. No account has such a long name, so all longer names are counted together and do not fill the memory.
     */
    private static String name(String username) {
        return username.length() > LONGEST_NAME ? "" : username.toLowerCase(Locale.ROOT);
    }
}
