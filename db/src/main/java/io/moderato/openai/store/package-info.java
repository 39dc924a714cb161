/** The communities' formulas for the categories of OpenAI's moderation endpoint. */
@NullMarked
package io.moderato.openai.store;

import org.jspecify.annotations.NullMarked;
