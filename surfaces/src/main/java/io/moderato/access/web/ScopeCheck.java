package io.moderato.access.web;

import io.moderato.access.store.Scope;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Lets a call pass if its key has the scope that the handler method names. The result holds the needed scope, for the answer to a refused
 * call.
 */
record ScopeCheck(SurfaceHandlers handlers) implements AuthorizationManager<RequestAuthorizationContext> {
    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> caller, RequestAuthorizationContext call) {
        Optional<Set<Scope>> needed = handlers.scopesFor(call.getRequest());
        if (needed.isEmpty()) {
            return new AuthorizationDecision(false);
        }
        Set<Scope> scopes = needed.get();
        boolean granted = scopes.isEmpty()
                || caller.get() instanceof ApiKeyAuthentication key
                        && scopes.stream().anyMatch(key.getPrincipal()::may);
        return new Checked(granted, scopes);
    }

    /** Whether the key had one of the scopes. */
    record Checked(boolean isGranted, Set<Scope> scopes) implements AuthorizationResult {}
}
