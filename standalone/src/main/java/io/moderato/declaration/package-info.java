/** Policy as code: a file that declares how a platform is set up, what would change by it, and making it so over the Admin API. */
@NullMarked
package io.moderato.declaration;

import org.jspecify.annotations.NullMarked;
