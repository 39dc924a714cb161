package io.moderato.rules;

/** How a blocklist's terms are read. */
public enum RuleKind {
    /** Words and phrases, found however they are disguised. */
    KEYWORD,
    /** Regular expressions in RE2's syntax, which cannot hang. */
    PATTERN
}
