/** Content over REST: to submit one or many, and to read their decisions. */
@NullMarked
package io.moderato.content.web;

import org.jspecify.annotations.NullMarked;
