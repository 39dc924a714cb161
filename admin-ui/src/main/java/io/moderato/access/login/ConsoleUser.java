package io.moderato.access.login;

import io.moderato.access.store.Account;
import io.moderato.access.store.Role;
import java.util.Collection;
import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** The logged-in account as it was at the login; {@link LiveSessionFilter} ends the session when the account has changed since. */
final class ConsoleUser implements UserDetails {
    private final String username;
    private final String passwordHash;
    private final Role role;

    ConsoleUser(Account account) {
        this.username = account.actor().username();
        this.passwordHash = account.passwordHash();
        this.role = account.actor().role();
    }

    /** Whether the login would lead to the same session today. */
    boolean stillIs(Account account) {
        return account.enabled()
                && account.actor().role() == role
                && account.passwordHash().equals(passwordHash);
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return List.of(new SimpleGrantedAuthority("ROLE_" + role.name()));
    }

    @Override
    public String getPassword() {
        return passwordHash;
    }

    @Override
    public String getUsername() {
        return username;
    }

    @Override
    public String toString() {
        return "ConsoleUser[" + username + ", " + role + "]";
    }
}
