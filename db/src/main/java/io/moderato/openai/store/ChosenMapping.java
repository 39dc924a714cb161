package io.moderato.openai.store;

import org.jspecify.annotations.Nullable;

/**
 * What a community has chosen to report as OpenAI's categories.
 *
 * @param mapping     its own mapping, or null if it keeps the default
 * @param editVersion the version of the community, which goes up with every choice
 */
public record ChosenMapping(@Nullable CategoryMapping mapping, int editVersion) {}
