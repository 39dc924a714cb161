package io.moderato.access.login;

import io.moderato.access.store.Account;
import io.moderato.access.store.Accounts;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/** Finds the accounts that may log in. A disabled account gets the same answer as an unknown one, after the same time. */
@Component
class ConsoleUsers implements UserDetailsService {
    private final Accounts accounts;

    ConsoleUsers(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public UserDetails loadUserByUsername(String username) {
        return accounts.find(username)
                .filter(Account::enabled)
                .map(ConsoleUser::new)
                .orElseThrow(() -> new UsernameNotFoundException("No such account"));
    }
}
