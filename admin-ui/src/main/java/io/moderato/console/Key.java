package io.moderato.console;

/**
 * A key of a screen.
 *
 * @param name    the letter or word on the key
 * @param meaning the effect of the key, in words that begin with a verb
 */
public record Key(String name, String meaning) {}
