package io.moderato.idempotency.web;

import io.moderato.content.ContentId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** Which contents the answer to a call may hold words of, so that an answer that is kept is forgotten with them. */
public final class WordsOf {
    private static final String ATTRIBUTE = WordsOf.class.getName();

    private WordsOf() {}

    /** Notes for the call of this thread that its answer may hold words of that content, or about it. */
    public static void note(ContentId content) {
        RequestAttributes call = RequestContextHolder.getRequestAttributes();
        if (call != null) {
            Noted noted = call.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) instanceof Noted known
                    ? known
                    : new Noted(new LinkedHashSet<>());
            noted.contents().add(content);
            call.setAttribute(ATTRIBUTE, noted, RequestAttributes.SCOPE_REQUEST);
        }
    }

    /** What was noted for that call. */
    static Set<ContentId> in(HttpServletRequest call) {
        return call.getAttribute(ATTRIBUTE) instanceof Noted noted ? noted.contents() : Set.of();
    }

    private record Noted(Set<ContentId> contents) {}
}
