/** Moderation while the caller waits, over REST. */
@NullMarked
package io.moderato.moderation.web;

import org.jspecify.annotations.NullMarked;
