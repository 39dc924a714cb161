package io.moderato.access.web;

import io.moderato.access.store.Scope;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Lets calls pass whose key has a scope, and keeps which one it was for the answer to the others. */
record ScopeNeeded(Scope scope) implements AuthorizationManager<RequestAuthorizationContext> {
    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> caller, RequestAuthorizationContext call) {
        boolean granted = caller.get() instanceof ApiKeyAuthentication key
                && key.getPrincipal().scopes().contains(scope);
        return new Checked(granted, scope);
    }

    /** Whether the key had the scope. */
    record Checked(boolean isGranted, Scope scope) implements AuthorizationResult {}
}
