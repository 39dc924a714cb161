package io.moderato.decision;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The categories that a text is scored for. Their order is the order of the classifier's outputs and of every list that people read. */
public enum Category {
    /** Rude, disrespectful or unreasonable text that makes people leave a discussion. */
    TOXICITY,
    /** Very hateful or aggressive text, far beyond rudeness or swearing. */
    SEVERE_TOXICITY,
    /** Swear words and other obscene language. */
    OBSCENE,
    /** Inflammatory or negative words towards a person or a group. */
    INSULT,
    /** An intention to inflict pain, injury or violence. */
    THREAT,
    /** Hate aimed at somebody because of their identity. */
    IDENTITY_ATTACK,
    /** Sexual acts, body parts or other lewd content. */
    SEXUAL,
    /** Encouragement, plans or descriptions of suicide and self-injury. */
    SELF_HARM,
    /** Unsolicited advertising, scams and fraud. */
    SPAM,
    /** Data that identifies a person: addresses, numbers, accounts. */
    PII;

    /** The name used in JSON, model folders and metrics: lower case with underscores. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The category in words, for people who are told of a decision. */
    public String words() {
        return switch (this) {
            case TOXICITY -> "Rude or disrespectful language";
            case SEVERE_TOXICITY -> "Very hateful or aggressive language";
            case OBSCENE -> "Obscene language";
            case INSULT -> "Insults";
            case THREAT -> "Threats";
            case IDENTITY_ATTACK -> "Attacks on people for who they are";
            case SEXUAL -> "Sexual content";
            case SELF_HARM -> "Encouragement of self-harm";
            case SPAM -> "Spam or fraud";
            case PII -> "Somebody's personal data";
        };
    }

    /**
     * Whether texts of this category may endanger somebody: such cases come first in the queue, and a default policy sends them to review
     * sooner.
     */
    public boolean severe() {
        return switch (this) {
            case SEVERE_TOXICITY, THREAT, IDENTITY_ATTACK, SELF_HARM -> true;
            case TOXICITY, OBSCENE, INSULT, SEXUAL, SPAM, PII -> false;
        };
    }

    /**
     * The category with that key.
     *
     * @throws IllegalArgumentException if no category has that key; the message names the known keys
     */
    @JsonCreator
    public static Category ofKey(String key) {
        for (Category category : values()) {
            if (category.key().equals(key)) {
                return category;
            }
        }
        throw new IllegalArgumentException(
                "Unknown category '%s'; known are toxicity, severe_toxicity, obscene, insult, threat, identity_attack, sexual, self_harm, spam and pii"
                        .formatted(key));
    }
}
