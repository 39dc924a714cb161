/** Backups of a platform that runs in one process, and restoring one. */
@NullMarked
package io.moderato.backup;

import org.jspecify.annotations.NullMarked;
