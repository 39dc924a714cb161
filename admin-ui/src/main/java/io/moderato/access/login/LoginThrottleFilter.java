package io.moderato.access.login;

import io.moderato.operations.answer.StatusAnswer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sends a user who tried too often back to the form, with the time to wait, before the password is checked. Where too many passwords are
 * checked already, the user is asked to try again.
 */
final class LoginThrottleFilter extends OncePerRequestFilter {
    // the same matcher as the form login uses, so that no spelling of the address avoids this filter
    private static final PathPatternRequestMatcher LOGIN =
            PathPatternRequestMatcher.pathPattern(HttpMethod.POST, "/login");

    private final LoginThrottle throttle;
    private final PasswordChecks checks;

    LoginThrottleFilter(LoginThrottle throttle, PasswordChecks checks) {
        this.throttle = throttle;
        this.checks = checks;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !LOGIN.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Duration wait = throttle.take(username(request), request.getRemoteAddr());
        if (!wait.isZero()) {
            response.sendRedirect(request.getContextPath() + "/login?wait=" + (wait.toSeconds() + 1));
        } else if (checks.begin()) {
            try {
                chain.doFilter(request, response);
            } finally {
                checks.end();
            }
        } else {
            throttle.giveBack(username(request), request.getRemoteAddr());
            StatusAnswer.of(HttpServletResponse.SC_SERVICE_UNAVAILABLE).write(request, response);
        }
    }

    static String username(HttpServletRequest request) {
        String username = request.getParameter("username");
        return username == null ? "" : username.strip();
    }
}
