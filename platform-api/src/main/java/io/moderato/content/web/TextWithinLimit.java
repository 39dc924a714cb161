package io.moderato.content.web;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Measures texts in UTF-8. */
final class TextWithinLimit implements ConstraintValidator<WithinLimit, String> {
    private final ContentSettings settings;
    private long bytes;

    TextWithinLimit(ContentSettings settings) {
        this.settings = settings;
    }

    @Override
    public void initialize(WithinLimit within) {
        bytes = settings.of(within.value());
    }

    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
        if (text == null || !exceeds(text)) {
            return true;
        }
        context.disableDefaultConstraintViolation();
        context.buildConstraintViolationWithTemplate(
                        "'{field}' has more than %,d bytes in UTF-8. Send a shorter text.".formatted(bytes))
                .addConstraintViolation();
        return false;
    }

    private boolean exceeds(String text) {
        // a UTF-16 unit takes one to three bytes in UTF-8, so most texts need not be encoded to know their size
        return text.length() > bytes
                || (text.length() * 3L > bytes && text.getBytes(StandardCharsets.UTF_8).length > bytes);
    }
}
