/** Clients' corrections over REST. */
@NullMarked
package io.moderato.feedback.web;

import org.jspecify.annotations.NullMarked;
