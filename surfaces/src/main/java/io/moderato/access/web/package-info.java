/** Who may call the API, what they may do there and how often: keys, scopes and rate limits. */
@NullMarked
package io.moderato.access.web;

import org.jspecify.annotations.NullMarked;
