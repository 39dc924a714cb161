package io.moderato.console;

/**
 * A key of a screen.
 *
 * @param name    what is printed on it
 * @param meaning what it does, beginning with a verb
 */
public record Key(String name, String meaning) {}
