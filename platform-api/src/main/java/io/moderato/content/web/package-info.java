/** Content over REST: submitting one or many, and reading what became of it. */
@NullMarked
package io.moderato.content.web;

import org.jspecify.annotations.NullMarked;
