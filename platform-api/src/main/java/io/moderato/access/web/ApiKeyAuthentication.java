package io.moderato.access.web;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A call by a known key. Its authorities are the key's scopes; it has no role, so it can do nothing that an account can. */
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
        return key.prefix();
    }
}
