package io.moderato.perspective.web;

import io.moderato.surface.web.Refusals;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a request with the comment in its address, where the logs of every proxy would keep it. The npm package {@code googleapis} sends
 * the comment in the address if the body is given beside the key, and not as {@code resource}.
 */
final class TextInAddressFilter extends OncePerRequestFilter {
    private final Refusals refusals;

    TextInAddressFilter(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String query = request.getQueryString();
        if (query != null && URLDecoder.decode(query, StandardCharsets.UTF_8).matches("(?s)(.*&)?comment[\\[.=].*")) {
            refusals.write(
                    request,
                    response,
                    RefusedRequest.invalid(
                            "The comment is in the address of the request, as 'comment[text]', where proxies write it into their logs. Send it as the JSON body: with googleapis, comments.analyze({key, resource: {comment, requestedAttributes}}).",
                            "/comment"));
            return;
        }
        chain.doFilter(request, response);
    }
}
