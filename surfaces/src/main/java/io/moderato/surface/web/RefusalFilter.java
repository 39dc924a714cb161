package io.moderato.surface.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells, in the surface's form, about failures outside the controllers: in the security filters, in the firewall, in the container. */
final class RefusalFilter extends OncePerRequestFilter {
    private final Refusals refusals;

    RefusalFilter(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, new WithoutErrorPage(request, response));
        } catch (RuntimeException failure) {
            refusals.write(request, response, failure);
        } catch (ServletException wrapped) {
            Throwable cause = wrapped.getCause();
            refusals.write(request, response, cause == null ? wrapped : cause);
        }
    }

    /** An answer whose errors have the surface's form, and are never the container's HTML page. */
    private final class WithoutErrorPage extends HttpServletResponseWrapper {
        private final HttpServletRequest request;
        private final HttpServletResponse response;

        WithoutErrorPage(HttpServletRequest request, HttpServletResponse response) {
            super(response);
            this.request = request;
            this.response = response;
        }

        @Override
        public void sendError(int status) throws IOException {
            refusals.write(request, response, status);
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            refusals.write(request, response, status);
        }
    }
}
