/** Access to the API: keys, scopes and rate limits. */
@NullMarked
package io.moderato.access.web;

import org.jspecify.annotations.NullMarked;
