package io.moderato.access.web;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A call by a known key, named as the audit trail names it. Its authorities are the key's scopes, with which the stores ask again; it has no role. */
final class ApiKeyAuthentication extends AbstractAuthenticationToken {
    private final transient ApiKey key;

    ApiKeyAuthentication(ApiKey key) {
        super(authorities(key));
        this.key = key;
        setAuthenticated(true);
    }

    private static List<GrantedAuthority> authorities(ApiKey key) {
        return key.scopes().stream()
                .map(Scope::key)
                .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                .toList();
    }

    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public ApiKey getPrincipal() {
        return key;
    }

    @Override
    public String getName() {
        return key.username();
    }
}
