package io.moderato.request;

/** Writes JSON pointers (RFC 6901). */
public final class JsonPointers {
    private JsonPointers() {}

    /** The name as a part of a pointer. */
    public static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
