package io.moderato.rules;

/** The kinds of terms in a blocklist. */
public enum RuleKind {
    /** Words and phrases, found however they are disguised. */
    KEYWORD,
    /** Regular expressions in RE2's syntax, which cannot hang. */
    PATTERN
}
