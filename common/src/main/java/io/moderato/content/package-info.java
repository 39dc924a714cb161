/** Content: what somebody posted, with its identity, revisions, author and context. */
@NullMarked
package io.moderato.content;

import org.jspecify.annotations.NullMarked;
