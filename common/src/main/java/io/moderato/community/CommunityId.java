package io.moderato.community;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The short name of a community, as used in addresses, logs and metrics.
 *
 * @param value 1 to 40 lower-case letters, digits and hyphens, starting with a letter or digit
 */
public record CommunityId(@JsonValue String value) {
    private static final Pattern SYNTAX = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException if the value does not follow the syntax above
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CommunityId {
        if (value.length() > 40 || !SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "A community id has 1 to 40 lower-case letters, digits and hyphens and starts with a letter or digit");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
