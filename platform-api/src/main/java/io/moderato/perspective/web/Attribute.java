package io.moderato.perspective.web;

import io.moderato.decision.Category;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the vendor's attributes are among our categories. One that none of them is about has no score, and never an invented one. */
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
