package io.moderato.declaration;

import io.moderato.access.store.Scope;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a declaration, or the server, has, and what happens to it.
 *
 * @param kind    what happens
 * @param subject what it is, in words
 * @param details what changes about it, a line each
 * @param needs   what the key must hold for it
 * @param act     makes it so; null where nothing happens
 */
record Step(
        Kind kind,
        String subject,
        List<String> details,
        Set<Scope> needs,
        @Nullable Act act) {
    /** What happens to a thing. */
    enum Kind {
        /** It is not there yet. */
        CREATE('+'),
        /** It is there and differs. */
        CHANGE('~'),
        /** It is there, not in the file, and removed because that was asked for. */
        REMOVE('-'),
        /** It is there as declared. */
        SAME('='),
        /** It is there and not in the file; it stays. */
        ONLY_ON_SERVER('?');

        private final char sign;

        Kind(char sign) {
            this.sign = sign;
        }

        char sign() {
            return sign;
        }
    }

    /** Whether something is created whose secret is shown only then. */
    boolean makesSecret() {
        return kind == Kind.CREATE && (needs.contains(Scope.ADMIN_KEYS) || needs.contains(Scope.ADMIN_WEBHOOKS));
    }

    /** Makes a step so. */
    interface Act {
        /**
         * Calls the server.
         *
         * @param secrets takes the secrets of keys and webhooks that are created
         * @throws AdminCallException if it was not done, and why
         */
        void run(AdminClient server, Secrets secrets);
    }

    /** Takes the secrets of keys and webhooks that are created. */
    interface Secrets {
        /** The secret of a key or a webhook, which nobody can read again. */
        void take(String whose, String secret);
    }

    static Step same(String subject) {
        return new Step(Kind.SAME, subject, List.of(), Set.of(), null);
    }

    /** What stays as long as nobody asks to remove what is not in the file. */
    static Step onlyOnServer(String subject) {
        return onlyOnServer(subject, "not in the file; --prune would remove it");
    }

    static Step onlyOnServer(String subject, String detail) {
        return new Step(Kind.ONLY_ON_SERVER, subject, List.of(detail), Set.of(), null);
    }
}
