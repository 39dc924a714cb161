package io.moderato.review.ui;

import io.moderato.decision.Category;

/** The rules as sentences that the author reads. */
final class PolicyReasons {
    static final String APPROVED = "A moderator looked at it and found nothing against the rules.";

    private PolicyReasons() {}

    /** The reason why content of that category is removed. */
    static String sentence(Category category) {
        return switch (category) {
            case TOXICITY -> "It is rude or disrespectful towards others in the discussion.";
            case SEVERE_TOXICITY -> "It is hateful or aggressive towards others.";
            case OBSCENE -> "It uses obscene language.";
            case INSULT -> "It insults a person or a group.";
            case THREAT -> "It threatens somebody or wishes them harm.";
            case IDENTITY_ATTACK -> "It attacks people for who they are.";
            case SEXUAL -> "It is sexual content, which has no place here.";
            case SELF_HARM -> "It encourages or describes self-harm.";
            case SPAM -> "It is advertising or tries to mislead people.";
            case PII -> "It gives away somebody's personal data.";
        };
    }
}
