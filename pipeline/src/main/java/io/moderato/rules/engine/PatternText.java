package io.moderato.rules.engine;

import org.jspecify.annotations.Nullable;

/** A text that many patterns are searched for in. What only some of them need is made once. */
final class PatternText {
    private final String text;
    private final boolean ascii;
    private @Nullable MarkedText marked;

    PatternText(String text) {
        this.text = text;
        this.ascii = text.chars().allMatch(letter -> letter < 0x80);
    }

    String text() {
        return text;
    }

    /** Whether RE2/J knows all its letters. */
    boolean isAscii() {
        return ascii;
    }

    /** The same with its word borders marked. */
    MarkedText marked() {
        MarkedText made = marked;
        if (made == null) {
            made = MarkedText.of(text);
            marked = made;
        }
        return made;
    }
}
