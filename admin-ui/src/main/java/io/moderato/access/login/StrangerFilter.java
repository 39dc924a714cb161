package io.moderato.access.login;

import com.vaadin.flow.server.HandlerHelper.RequestType;
import com.vaadin.flow.shared.ApplicationConstants;
import com.vaadin.flow.spring.security.RequestUtil;
import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import io.moderato.operations.answer.StatusAnswer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers requests without a session, and makes no session for them: it serves files, sends callers of our screens to the login, and
 * otherwise answers "not found". Only a browser that opens the login page gets a session, for a short time and up to a limit for each
 * address and for all.
 */
final class StrangerFilter extends OncePerRequestFilter {
    private static final Duration TIME_TO_LOG_IN = Duration.ofMinutes(10);
    private static final int LONGEST_REMEMBERED_ADDRESS = 1000;
    private static final List<String> FILE_FOLDERS = List.of("META-INF/resources", "META-INF/VAADIN/webapp");
    // Vaadin answers these calls from pages whose session has ended, and needs no session for that
    private static final Set<String> CALLS_OF_OLD_PAGES =
            Set.of(RequestType.UIDL.getIdentifier(), RequestType.HEARTBEAT.getIdentifier());
    private static final RequestMatcher LOGIN = PathPatternRequestMatcher.pathPattern("/login");
    private static final RequestMatcher OPEN_FILES = new OrRequestMatcher(
            VaadinSecurityConfigurer.getDefaultHttpSecurityPermitMatcher(),
            PathPatternRequestMatcher.pathPattern("/console/**"),
            PathPatternRequestMatcher.pathPattern("/aura/**"));

    private final LoginThrottle throttle;
    private final OpenSessions sessions;
    private final RequestUtil vaadin;
    private final RequestCache wantedPages;

    StrangerFilter(LoginThrottle throttle, OpenSessions sessions, RequestUtil vaadin, RequestCache wantedPages) {
        this.throttle = throttle;
        this.sessions = sessions;
        this.vaadin = vaadin;
        this.wantedPages = wantedPages;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getSession(false) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String call = request.getParameter(ApplicationConstants.REQUEST_TYPE_PARAMETER);
        if (call != null) {
            if (CALLS_OF_OLD_PAGES.contains(call)) {
                chain.doFilter(request, response);
            } else {
                StatusAnswer.of(404).write(request, response);
            }
        } else if (isFile(request)) {
            chain.doFilter(request, response);
        } else if (LOGIN.matches(request)) {
            login(request, response, chain);
        } else if (vaadin.isSecuredFlowRoute(request) || vaadin.isAnonymousRoute(request)) {
            screen(request, response);
        } else {
            StatusAnswer.of(404).write(request, response);
        }
    }

    private void login(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (HttpMethod.POST.matches(request.getMethod())) {
            // the form's token ended with the session, so the browser must load the form again
            response.sendRedirect(request.getContextPath() + "/login");
        } else if (!HttpMethod.GET.matches(request.getMethod())) {
            refuseMethod(request, response, "GET, POST");
        } else if (!wantsPage(request)) {
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().println("Open this address in a browser to log in.");
        } else if (!sessions.hasRoom()) {
            StatusAnswer.of(503).write(request, response);
        } else if (throttle.takePage(request.getRemoteAddr())) {
            request.getSession().setMaxInactiveInterval((int) TIME_TO_LOG_IN.toSeconds());
            chain.doFilter(request, response);
        } else {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, Long.toString(Duration.ofMinutes(1).toSeconds()));
            StatusAnswer.of(429).write(request, response);
        }
    }

    private void screen(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!HttpMethod.GET.matches(request.getMethod()) && !HttpMethod.HEAD.matches(request.getMethod())) {
            refuseMethod(request, response, "GET");
            return;
        }
        String query = request.getQueryString();
        if (request.getRequestURL().length() + (query == null ? 0 : query.length()) <= LONGEST_REMEMBERED_ADDRESS) {
            wantedPages.saveRequest(request, response);
        }
        response.sendRedirect(request.getContextPath() + "/login");
    }

    private static void refuseMethod(HttpServletRequest request, HttpServletResponse response, String possible)
            throws IOException {
        response.setHeader(HttpHeaders.ALLOW, possible);
        StatusAnswer.of(405).write(request, response);
    }

    private static boolean wantsPage(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains("text/html");
    }

    /** Whether the request is for a file that exists. For a missing file, Vaadin would answer with its page, which needs a session. */
    private boolean isFile(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.contains(".")
                && OPEN_FILES.matches(request)
                && FILE_FOLDERS.stream()
                        .anyMatch(folder -> getClass().getClassLoader().getResource(folder + path) != null);
    }
}
