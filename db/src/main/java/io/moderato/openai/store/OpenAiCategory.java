package io.moderato.openai.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The 13 categories of OpenAI's moderation endpoint, in the order of its documentation. */
public enum OpenAiCategory {
    /** Harassing language towards anybody. */
    HARASSMENT("harassment", false),
    /** Harassment with violence or serious harm. */
    HARASSMENT_THREATENING("harassment/threatening", false),
    /** Hate because of race, gender, religion and the like. */
    HATE("hate", false),
    /** Hate with violence or serious harm. */
    HATE_THREATENING("hate/threatening", false),
    /** Advice on how to commit wrongdoing. */
    ILLICIT("illicit", false),
    /** Advice on wrongdoing with violence or weapons. */
    ILLICIT_VIOLENT("illicit/violent", false),
    /** Promotion, encouragement or description of self-harm. */
    SELF_HARM("self-harm", true),
    /** The speaker does or intends self-harm. */
    SELF_HARM_INTENT("self-harm/intent", true),
    /** Instructions for self-harm. */
    SELF_HARM_INSTRUCTIONS("self-harm/instructions", true),
    /** Sexual content that is meant to arouse. */
    SEXUAL("sexual", true),
    /** Sexual content with somebody under 18. */
    SEXUAL_MINORS("sexual/minors", false),
    /** Death, violence or injury. */
    VIOLENCE("violence", true),
    /** Death, violence or injury in graphic detail. */
    VIOLENCE_GRAPHIC("violence/graphic", true);

    private final String key;
    private final boolean aboutImages;

    OpenAiCategory(String key, boolean aboutImages) {
        this.key = key;
        this.aboutImages = aboutImages;
    }

    /** The name in JSON. */
    @JsonValue
    public String key() {
        return key;
    }

    /** Whether images are also scored for this category. The vendor's clients accept an image as input only for such categories. */
    public boolean isAboutImages() {
        return aboutImages;
    }

    /**
     * The category of that name.
     *
     * @throws IllegalArgumentException if no category has that name; the message names the known ones
     */
    @JsonCreator
    public static OpenAiCategory ofKey(String key) {
        for (OpenAiCategory category : values()) {
            if (category.key.equals(key)) {
                return category;
            }
        }
        throw new IllegalArgumentException("Unknown category '%s'; known are %s"
                .formatted(key, Arrays.stream(values()).map(OpenAiCategory::key).collect(Collectors.joining(", "))));
    }
}
