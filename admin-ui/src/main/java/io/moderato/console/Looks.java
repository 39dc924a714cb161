package io.moderato.console;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The common look of categories, outcomes, times and empty places on all screens. */
public final class Looks {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    private Looks() {}

    /** The short name of a category, as shown on chips, bars and lists. */
    public static String shortName(@Nullable Category category) {
        return switch (category) {
            case null -> "No category";
            case TOXICITY -> "Toxic";
            case SEVERE_TOXICITY -> "Severe";
            case OBSCENE -> "Obscene";
            case INSULT -> "Insult";
            case THREAT -> "Threat";
            case IDENTITY_ATTACK -> "Identity";
            case SEXUAL -> "Sexual";
            case SELF_HARM -> "Self-harm";
            case SPAM -> "Spam";
            case PII -> "Personal";
        };
    }

    /** The class that carries the category's colour. */
    public static String colour(@Nullable Category category) {
        return category == null ? "cat-none" : "cat-" + category.key().replace('_', '-');
    }

    /** A category's sign. */
    public static Span chip(@Nullable Category category) {
        Span chip = new Span(shortName(category));
        chip.addClassNames("chip", colour(category));
        return chip;
    }

    /** A small grey sign. */
    public static Span tag(String text) {
        Span tag = new Span(text);
        tag.addClassName("tag");
        return tag;
    }

    /** An outcome, as a word with a colour. */
    public static Span outcome(Outcome outcome) {
        return outcome(
                switch (outcome) {
                    case APPROVE -> "Approved";
                    case REJECT -> "Rejected";
                    case REVIEW -> "Sent to review";
                    case MODIFY -> "Masked";
                },
                outcome);
    }

    /** Other words in the colour of an outcome. */
    public static Span outcome(String words, Outcome colour) {
        Span word = new Span(words);
        word.addClassNames("outcome", "outcome-" + colour.name().toLowerCase(Locale.ROOT));
        return word;
    }

    /** Words that stand back behind others. */
    public static Span quiet(String words) {
        Span quiet = new Span(words);
        quiet.addClassName("quiet");
        return quiet;
    }

    /** The time since that instant, with the exact time on hover. */
    public static Component ago(Instant instant) {
        TimeText time = new TimeText();
        time.getElement().setText(agoText(instant));
        time.getElement().setAttribute("datetime", instant.toString());
        return time;
    }

    /** The time since that instant, in words. */
    public static String agoText(Instant instant) {
        Duration since = Duration.between(instant, Instant.now());
        if (since.toMinutes() < 1) {
            return "just now";
        }
        return since.toDays() > 60 ? day(instant) : length(since) + " ago";
    }

    /** A length of time, in its largest unit. */
    public static String length(Duration length) {
        if (length.toMinutes() < 60) {
            return Math.max(0, length.toMinutes()) + " min";
        }
        if (length.toHours() < 48) {
            return length.toHours() + " h";
        }
        return length.toDays() + " days";
    }

    /** A day, in UTC. */
    public static String day(Instant instant) {
        return DAY.format(instant.atOffset(ZoneOffset.UTC));
    }

    /** A probability as people read it. */
    public static String percent(double probability) {
        return Math.round(probability * 100) + "\u00a0%";
    }

    /** A title and a text for a place where there is nothing yet. */
    public static Div empty(String title, String text) {
        Div empty = new Div(new H2(title), new Paragraph(text));
        empty.addClassName("empty");
        return empty;
    }

    /** A small heading. */
    public static Span eyebrow(String text) {
        Span heading = new Span(text);
        heading.addClassName("eyebrow");
        return heading;
    }

    /** A number with its unit, in the singular or the plural. */
    public static String count(long count, String one, String many) {
        return "%,d %s".formatted(count, count == 1 ? one : many);
    }

    /** A point in time, which the browser shows exactly on hover. */
    @Tag("time")
    private static final class TimeText extends Component {}
}
