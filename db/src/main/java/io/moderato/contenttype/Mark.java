package io.moderato.contenttype;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a field of a type means for the content. */
public enum Mark {
    /** A text that people read; it is examined. */
    TEXT,
    /** The address of an image; the image is examined as those of other contents are. */
    IMAGE,
    /** A web address that people see. It is shown as plain text and never opened; it is not examined. */
    ADDRESS,
    /** The platform's own id of the account that posted the content. */
    AUTHOR;

    /** The keyword in a schema whose value is a mark. */
    static final String KEYWORD = "x-moderato";

    /** The name in a schema. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mark of that name, if there is one. */
    static Optional<Mark> ofKey(String key) {
        return Arrays.stream(values()).filter(mark -> mark.key().equals(key)).findFirst();
    }
}
