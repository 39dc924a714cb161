/** Decisions over REST: asking for one synchronously, and the feed of all. */
@NullMarked
package io.moderato.decision.web;

import org.jspecify.annotations.NullMarked;
