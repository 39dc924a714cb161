package io.moderato.content.web;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts the entries of lists, and measures inline images. */
final class ListWithinLimit implements ConstraintValidator<WithinLimit, List<?>> {
    private final ContentSettings settings;
    private Limit limit = Limit.BATCH;
    private long most;

    ListWithinLimit(ContentSettings settings) {
        this.settings = settings;
    }

    @Override
    public void initialize(WithinLimit within) {
        limit = within.value();
        most = settings.of(limit);
    }

    @Override
    public boolean isValid(@Nullable List<?> entries, ConstraintValidatorContext context) {
        if (entries == null) {
            return true;
        }
        context.disableDefaultConstraintViolation();
        return switch (limit) {
            case IMAGES -> hasFew(entries, "'{field}' has %,d entries; at most %,d fit.", context);
            case BATCH ->
                hasFew(
                        entries,
                        "The batch has %,d items; at most %,d fit. Send the others in the next batch.",
                        context);
            case INLINE_IMAGES -> areSmall(entries, context);
            case TEXT -> throw new IllegalStateException("A list is not a text");
        };
    }

    private boolean hasFew(List<?> entries, String message, ConstraintValidatorContext context) {
        if (entries.size() <= most) {
            return true;
        }
        context.buildConstraintViolationWithTemplate(message.formatted(entries.size(), most))
                .addConstraintViolation();
        return false;
    }

    private boolean areSmall(List<?> images, ConstraintValidatorContext context) {
        long inline = 0;
        for (int i = 0; i < images.size(); i++) {
            if (images.get(i) instanceof String image && Addresses.isInline(image)) {
                inline += image.length();
                if (inline > most) {
                    return EntryFault.tell(
                            context,
                            i,
                            "The images with data: addresses have more than %,d characters together. Send http or https addresses instead."
                                    .formatted(most));
                }
            }
        }
        return true;
    }
}
