package io.moderato.access.login;

import io.moderato.access.store.Account;
import io.moderato.access.store.Accounts;
import io.moderato.access.store.Actor;
import io.moderato.community.CommunityId;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.List;
import java.util.Objects;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * The account of the person in front of the screen. It is read again at every act, so that a membership that was given or taken away counts
 * at once.
 */
@Component
public class CurrentAccount {
    private final Accounts accounts;

    CurrentAccount(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * The account.
     *
     * @throws ProblemException UNKNOWN_KEY if nobody is logged in any more
     */
    public Account get() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return java.util.Optional.ofNullable(authentication)
                .map(Authentication::getName)
                .flatMap(accounts::find)
                .filter(Account::enabled)
                .orElseThrow(() -> new ProblemException(
                        ProblemKey.UNKNOWN_KEY, "Your session has ended. Nothing was changed; log in again to go on."));
    }

    /** The account as the stores need it. */
    public Actor actor() {
        return get().actor();
    }

    /** The communities that the account may act in, by id. */
    public List<CommunityId> communities() {
        return actor().communities().stream()
                .sorted(java.util.Comparator.comparing(CommunityId::value))
                .toList();
    }

    /** Whether the account is an author anywhere, so that it has content of its own to see. */
    public boolean isAuthor() {
        Actor actor = actor();
        return actor.communities().stream().map(actor::authorIn).anyMatch(Objects::nonNull);
    }
}
