package io.moderato.access.login;

import io.moderato.access.store.Accounts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session with the first request after its account was disabled or got another role or password; otherwise the session lasts its
 * full time.
 */
final class LiveSessionFilter extends OncePerRequestFilter {
    private final Accounts accounts;

    LiveSessionFilter(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.startsWith("/VAADIN/") || path.startsWith("/console/") || path.startsWith("/aura/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        HttpSession session = request.getSession(false);
        if (authentication != null && authentication.getPrincipal() instanceof ConsoleUser user && session != null) {
            if (accounts.find(user.getUsername()).filter(user::stillIs).isEmpty()) {
                session.invalidate();
                SecurityContextHolder.clearContext();
            } else {
                // the session's time was short before the login
                session.setMaxInactiveInterval(60 * request.getServletContext().getSessionTimeout());
            }
        }
        chain.doFilter(request, response);
    }
}
