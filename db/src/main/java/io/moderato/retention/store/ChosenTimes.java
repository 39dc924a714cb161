package io.moderato.retention.store;

/**
 * What a community has chosen.
 *
 * @param times       its own times
 * @param editVersion the version of the community, which goes up with every choice
 */
public record ChosenTimes(KeepTimes times, int editVersion) {}
