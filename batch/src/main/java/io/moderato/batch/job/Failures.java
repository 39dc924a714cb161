package io.moderato.batch.job;

import io.moderato.batch.BatchException;
import io.moderato.model.ModelException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What tasks say when they fail. From an executor Spark brings the words and not always the exception. */
final class Failures {
    private static final Pattern OURS = Pattern.compile(
            "(?:" + BatchException.class.getName() + "|" + ModelException.class.getName() + "): ([^\n]+)");

    private Failures() {}

    /** The words of ours in a failure of Spark, or the first line of its own. */
    static BatchException inWords(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof BatchException ours) {
                return ours;
            }
            Matcher words = OURS.matcher(String.valueOf(each.getMessage()));
            if (words.find()) {
                return new BatchException(words.group(1), failure);
            }
        }
        return new BatchException("Spark could not do it: " + firstCause(failure), failure);
    }

    /** The first line of what the first cause says. */
    static String firstCause(Throwable failure) {
        Throwable first = failure;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return String.valueOf(first.getMessage()).lines().findFirst().orElseGet(first::toString);
    }
}
