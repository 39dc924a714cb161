package io.moderato.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.moderato.text.NormalizedText;
import java.util.Locale;

/** The form into which a text is brought before a model's own tokenizer reads it. */
public enum Normalization {
    /** The light form, on which our own models are trained: lower case, with plain letters in place of look-alikes and styled letters. */
    LIGHT,
    /** The text as posted, without invisible characters. For models that learned from raw text and may know upper case. */
    VISIBLE;

    /** The name used in model folders. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Normalization ofKey(String key) {
        for (Normalization normalization : values()) {
            if (normalization.key().equals(key)) {
                return normalization;
            }
        }
        throw new IllegalArgumentException("Unknown normalization '%s'; known are light and visible".formatted(key));
    }

    /** The text in that form. */
    public String apply(String text) {
        return switch (this) {
            case LIGHT -> NormalizedText.of(text).text();
            case VISIBLE -> VisibleText.of(text);
        };
    }
}
