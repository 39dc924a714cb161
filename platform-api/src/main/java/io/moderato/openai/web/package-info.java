/** The surface for clients of OpenAI's moderation endpoint. */
@NullMarked
package io.moderato.openai.web;

import org.jspecify.annotations.NullMarked;
