package io.moderato.contenttype;

/** JSON pointers (RFC 6901). */
final class Pointers {
    private Pointers() {}

    /** The name as a step of a pointer. */
    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
