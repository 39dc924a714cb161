/** OpenAI's moderation endpoint, as its clients call it. */
@NullMarked
package io.moderato.openai.web;

import org.jspecify.annotations.NullMarked;
