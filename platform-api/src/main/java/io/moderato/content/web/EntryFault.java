package io.moderato.content.web;

import jakarta.validation.ConstraintValidatorContext;

/** A fault of one entry of a list, told at the place of the entry. */
final class EntryFault {
    private EntryFault() {}

    /** Tells the fault; false, which is the validator's verdict. */
    static boolean tell(ConstraintValidatorContext context, int index, String message) {
        context.buildConstraintViolationWithTemplate(message)
                .addBeanNode()
                .inIterable()
                .atIndex(index)
                .addConstraintViolation();
        return false;
    }
}
