/** What somebody posted: its identity, its revisions, its author and its context. */
@NullMarked
package io.moderato.content;

import org.jspecify.annotations.NullMarked;
