package io.moderato.content.web;

import jakarta.validation.ConstraintValidatorContext;

/** Tells a fault of one entry of a list, with the place of the entry. */
final class EntryFault {
    private EntryFault() {}

    /** Tells the fault and returns false, the validator's verdict. */
    static boolean tell(ConstraintValidatorContext context, int index, String message) {
        context.buildConstraintViolationWithTemplate(message)
                .addBeanNode()
                .inIterable()
                .atIndex(index)
                .addConstraintViolation();
        return false;
    }
}
