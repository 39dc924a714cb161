/** Decisions over REST: the feed of all decisions. */
@NullMarked
package io.moderato.decision.web;

import org.jspecify.annotations.NullMarked;
