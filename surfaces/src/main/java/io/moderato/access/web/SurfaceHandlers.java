package io.moderato.access.web;

import io.moderato.access.store.Scope;
import io.moderato.surface.web.Surfaces;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The handler methods of all surfaces, and the scope that each call needs. Spring itself is asked which method will answer a call, so that
 * a call is always checked by the method that answers it.
 */
@Component
class SurfaceHandlers implements SmartInitializingSingleton {
    private final List<RequestMappingInfoHandlerMapping> mappings = new ArrayList<>();
    private final List<Served> served = new ArrayList<>();
    private final List<String> unclear = new ArrayList<>();

    SurfaceHandlers(Surfaces surfaces, List<RequestMappingInfoHandlerMapping> all) {
        for (RequestMappingInfoHandlerMapping mapping : all) {
            int before = served.size();
            mapping.getHandlerMethods().forEach((info, method) -> keep(surfaces, info, method));
            if (served.size() > before) {
                mappings.add(mapping);
            }
        }
    }

    private void keep(Surfaces surfaces, RequestMappingInfo info, HandlerMethod method) {
        for (PathPattern pattern : patterns(info)) {
            if (surfaces.of(pattern.getPatternString()).isPresent()) {
                Optional<Set<Scope>> scopes = scopesOf(method);
                scopes.ifPresentOrElse(
                        known -> served.add(new Served(pattern, known)),
                        () -> unclear.add(method.getShortLogMessage() + " at " + pattern));
            }
        }
    }

    /**
     * Stops the start if a handler method of a surface does not say who may call it.
     *
     * @throws IllegalStateException if there is such a method; the message names each of them
     */
    @Override
    public void afterSingletonsInstantiated() {
        if (!unclear.isEmpty()) {
            throw new IllegalStateException(
                    "Each handler method of a surface needs either @NeedsScope or @Open. These have none, or both: "
                            + String.join("; ", unclear));
        }
    }

    /**
     * The scopes of which the call's key needs one. The set is empty if the call is open to everybody; the result is empty if no surface
     * answers at the address. A call that Spring will refuse for its method or its content type needs a scope of the other handlers at the
     * address.
     */
    Optional<Set<Scope>> scopesFor(HttpServletRequest call) {
        boolean parsedBefore = ServletRequestPathUtils.hasParsedRequestPath(call);
        PathContainer path = (parsedBefore
                        ? ServletRequestPathUtils.getParsedRequestPath(call)
                        : ServletRequestPathUtils.parseAndCache(call))
                .pathWithinApplication();
        try {
            for (RequestMappingInfoHandlerMapping mapping : mappings) {
                HandlerMethod method = methodFor(call, mapping);
                Optional<Set<Scope>> scopes = method == null ? Optional.empty() : scopesOf(method);
                if (scopes.isPresent()) {
                    return scopes;
                }
            }
        } finally {
            if (!parsedBefore) {
                ServletRequestPathUtils.clearParsedRequestPath(call);
            }
        }
        return at(path);
    }

    private static @Nullable HandlerMethod methodFor(
            HttpServletRequest call, RequestMappingInfoHandlerMapping mapping) {
        try {
            HandlerExecutionChain chain = mapping.getHandler(call);
            return chain != null && chain.getHandler() instanceof HandlerMethod method ? method : null;
        } catch (Exception notSo) {
            // the fault of the call is told later, when it is dispatched, and only to callers who may know it
            return null;
        }
    }

    private Optional<Set<Scope>> at(PathContainer path) {
        List<Served> there =
                served.stream().filter(each -> each.pattern().matches(path)).toList();
        if (there.isEmpty()) {
            return Optional.empty();
        }
        boolean open = there.stream().anyMatch(each -> each.scopes().isEmpty());
        return Optional.of(
                open
                        ? Set.of()
                        : there.stream()
                                .flatMap(each -> each.scopes().stream())
                                .collect(Collectors.toUnmodifiableSet()));
    }

    private static Optional<Set<Scope>> scopesOf(HandlerMethod method) {
        NeedsScope needs = method.getMethodAnnotation(NeedsScope.class);
        boolean open = method.hasMethodAnnotation(Open.class);
        if (open == (needs != null)) {
            return Optional.empty();
        }
        return Optional.of(needs == null ? Set.of() : Set.of(needs.value()));
    }

    private static Set<PathPattern> patterns(RequestMappingInfo info) {
        var condition = info.getPathPatternsCondition();
        return condition == null ? Set.of() : condition.getPatterns();
    }

    private record Served(PathPattern pattern, Set<Scope> scopes) {}
}
