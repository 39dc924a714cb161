package io.moderato.request;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/** A value of the right type that is not valid. The message is for the caller. */
final class Unfit extends MismatchedInputException {
    Unfit(JsonParser at, String message, Class<?> wanted) {
        super(at, message, wanted);
    }
}
