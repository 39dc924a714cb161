/** How long a community keeps its contents, over the Admin API. */
@NullMarked
package io.moderato.retention.admin;

import org.jspecify.annotations.NullMarked;
