package io.moderato.request;

import io.moderato.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a query as strictly as bodies are read. */
public final class QueryParameters {
    /** Stands for the rest of a name of which only the beginning is known. */
    public static final String ANY = "KEY";

    private QueryParameters() {}

    /**
     * Refuses parameters with other names, and parameters that are given twice.
     *
     * @throws ProblemException INVALID_FIELD
     */
    public static void refuseOthers(HttpServletRequest request, String... known) {
        request.getParameterMap().forEach((name, values) -> {
            if (Arrays.stream(known).noneMatch(each -> isThat(name, each))) {
                throw ProblemException.invalidField(
                        "",
                        "There is no query parameter of that name here. Known are %s."
                                .formatted(String.join(", ", known)));
            }
            if (values.length > 1) {
                throw ProblemException.invalidField("/" + name, "'%s' is given twice. Send it once.".formatted(name));
            }
        });
    }

    private static boolean isThat(String name, String known) {
        return known.endsWith("." + ANY)
                ? name.startsWith(known.substring(0, known.length() - ANY.length()))
                : name.equals(known);
    }

    /**
     * The text, which is one line that the database can hold.
     *
     * @throws ProblemException INVALID_FIELD if it is absent, blank or too long, or has control characters
     */
    public static String line(String name, @Nullable String text, int max) {
        if (text == null) {
            throw ProblemException.invalidField("/" + name, "'%s' is missing.".formatted(name));
        }
        if (text.isBlank() || text.length() > max) {
            throw ProblemException.invalidField(
                    "/" + name, "'%s' has 1 to %,d characters and is not blank.".formatted(name, max));
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.invalidField(
                    "/" + name, "'%s' has line breaks or control characters. Send it without.".formatted(name));
        }
        return text;
    }

    /**
     * The whole number, or the default if it is absent.
     *
     * @throws ProblemException INVALID_FIELD if it is not from 1 to the largest
     */
    public static int number(String name, @Nullable String text, int otherwise, int largest) {
        if (text == null) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= largest) {
                return number;
            }
        }
        throw ProblemException.invalidField("/" + name, "'%s' is a number from 1 to %,d.".formatted(name, largest));
    }

    /**
     * The time.
     *
     * @throws ProblemException INVALID_FIELD with that message if it is not one from 1970 to 2199
     */
    public static Instant time(String name, String text, String otherwise) {
        return TimeDeserializer.parse(text).orElseThrow(() -> ProblemException.invalidField("/" + name, otherwise));
    }
}
