/** The mapping to OpenAI's categories over the Admin API. */
@NullMarked
package io.moderato.openai.admin;

import org.jspecify.annotations.NullMarked;
