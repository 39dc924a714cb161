package io.moderato.admin;

import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The version of something that is edited, as HTTP carries it. */
public final class ETag {
    private static final Pattern ONE = Pattern.compile("\"([0-9]{1,9})\"");

    private ETag() {}

    /** The ETag of that version. */
    public static String of(int version) {
        return "\"" + version + "\"";
    }

    /**
     * The version that {@code If-Match} names.
     *
     * @throws ProblemException VERSION_NOT_NAMED if it names none, or any ({@code *}); INVALID_FIELD if it is not one ETag of ours
     */
    static int version(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank() || ifMatch.strip().equals("*")) {
            throw new ProblemException(
                    ProblemKey.VERSION_NOT_NAMED,
                    "Read first what you want to change, then send its ETag as 'If-Match', so that you do not undo what somebody else changed meanwhile. Nothing was changed.");
        }
        Matcher one = ONE.matcher(ifMatch.strip());
        if (!one.matches()) {
            throw ProblemException.invalidField(
                    "", "'If-Match' is one ETag as you read it, in double quotes, such as \"3\". Nothing was changed.");
        }
        return Integer.parseInt(one.group(1));
    }
}
