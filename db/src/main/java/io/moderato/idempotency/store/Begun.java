package io.moderato.idempotency.store;

import java.util.UUID;

/** What is known of a call with an idempotency key. */
public sealed interface Begun {
    /** Nobody has made it before: it is to be done now, and the claim is to be ended. */
    record First(UUID claim) implements Begun {}

    /** It was done. */
    record Done(KeptAnswer answer) implements Begun {}

    /** Somebody is doing it. */
    record Running() implements Begun {}

    /** The key was used for another call. */
    record OtherCall() implements Begun {}
}
