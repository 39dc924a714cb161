package io.moderato.address;

/** An address that may not be called. Its message says why, in the words of whoever named the address. */
public final class RefusedAddressException extends RuntimeException {
    RefusedAddressException(String message) {
        super(message);
    }
}
