package io.moderato.perspective.web;

import io.moderato.decision.Category;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Maps the vendor's attributes to our categories. An attribute that no category is about has no score; a score is never made up. */
final class Attribute {
    private static final String EXPERIMENTAL = "_EXPERIMENTAL";

    private Attribute() {}

    /** The category whose score answers for that attribute, or empty if there is none. */
    static Optional<Category> categoryOf(String name) {
        return Optional.ofNullable(category(
                name.endsWith(EXPERIMENTAL) ? name.substring(0, name.length() - EXPERIMENTAL.length()) : name));
    }

    private static @Nullable Category category(String name) {
        return switch (name) {
            case "TOXICITY" -> Category.TOXICITY;
            case "SEVERE_TOXICITY" -> Category.SEVERE_TOXICITY;
            case "IDENTITY_ATTACK" -> Category.IDENTITY_ATTACK;
            case "INSULT" -> Category.INSULT;
            case "PROFANITY", "OBSCENE" -> Category.OBSCENE;
            case "THREAT" -> Category.THREAT;
            case "SEXUALLY_EXPLICIT" -> Category.SEXUAL;
            case "SPAM" -> Category.SPAM;
            default -> null;
        };
    }
}
