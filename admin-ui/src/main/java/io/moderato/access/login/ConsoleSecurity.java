package io.moderato.access.login;

import static com.vaadin.flow.spring.security.VaadinSecurityConfigurer.vaadin;

import com.vaadin.flow.spring.security.RequestUtil;
import com.vaadin.flow.spring.security.VaadinDefaultRequestCache;
import io.moderato.access.store.Accounts;
import jakarta.servlet.DispatcherType;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer.AuthorizedUrl;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.CookieRequestCache;

/** The security of the console. Its filter chain takes every request that the chains of the other parts, which come first, do not take. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
public class ConsoleSecurity {
    // Vaadin's client evaluates what the server sends, and its components style themselves inline; inline scripts need
    // a nonce
    public static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; script-src 'self' 'unsafe-eval'%s; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                    + "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
                    + "frame-ancestors 'none'";
    private static final String PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";

    @Bean
    @Order(100)
    SecurityFilterChain consoleSecurityFilterChain(
            HttpSecurity http,
            Accounts accounts,
            LoginThrottle throttle,
            PasswordChecks checks,
            OpenSessions sessions,
            RequestUtil vaadinRequests,
            VaadinDefaultRequestCache wantedPages) {
        // the address that somebody wanted is kept in a cookie in their browser, not in a session here
        wantedPages.setDelegateRequestCache(new CookieRequestCache());
        http.authorizeHttpRequests(requests -> requests
                // the request was refused already; only the error page is left to show
                .dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers("/console/**", "/aura/**")
                .permitAll());
        // a logged-in user gets our own page at an address that is not a screen
        http.with(
                vaadin(),
                vaadin -> vaadin.loginView(LoginView.class)
                        .anyRequest(AuthorizedUrl::authenticated)
                        .enableCsrfConfiguration(false));
        // Vaadin's own calls carry their own token; Vaadin's configuration would also accept the login form without a
        // token
        http.csrf(csrf -> csrf.ignoringRequestMatchers(vaadinRequests::isFrameworkInternalRequest));
        http.sessionManagement(management -> management.sessionFixation(fixation -> fixation.changeSessionId()));
        http.headers(headers -> headers.frameOptions(frame -> frame.deny())
                .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY.formatted("")))
                .httpStrictTransportSecurity(
                        hsts -> hsts.maxAgeInSeconds(Duration.ofDays(365).toSeconds()))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy(PERMISSIONS)));
        // Vaadin's page is answered through a forward, which commits it behind the filter's back: write the headers
        // before
        http.headers(headers -> headers.withObjectPostProcessor(new ObjectPostProcessor<HeaderWriterFilter>() {
            @Override
            public <O extends HeaderWriterFilter> O postProcess(O filter) {
                filter.setShouldWriteHeadersEagerly(true);
                return filter;
            }
        }));
        http.addFilterBefore(new StrangerFilter(throttle, sessions, vaadinRequests, wantedPages), CsrfFilter.class);
        http.addFilterBefore(new LoginThrottleFilter(throttle, checks), UsernamePasswordAuthenticationFilter.class);
        http.addFilterBefore(new LiveSessionFilter(accounts), AuthorizationFilter.class);
        return http.build();
    }
}
