/** The API's own description: the OpenAPI document and its page. */
@NullMarked
package io.moderato.openapi;

import org.jspecify.annotations.NullMarked;
