package io.moderato.access.login;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Sends a user who tried too often back to the form, with the time to wait, before the password is checked. */
final class LoginThrottleFilter extends OncePerRequestFilter {
    // the same matcher as the form login uses, so that no spelling of the address avoids this filter
    private static final PathPatternRequestMatcher LOGIN =
            PathPatternRequestMatcher.pathPattern(HttpMethod.POST, "/login");

    private final LoginThrottle throttle;

    LoginThrottleFilter(LoginThrottle throttle) {
        this.throttle = throttle;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !LOGIN.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Duration wait = throttle.take(username(request), request.getRemoteAddr());
        if (wait.isZero()) {
            chain.doFilter(request, response);
        } else {
            response.sendRedirect(request.getContextPath() + "/login?wait=" + (wait.toSeconds() + 1));
        }
    }

    static String username(HttpServletRequest request) {
        String username = request.getParameter("username");
        return username == null ? "" : username.strip();
    }
}
