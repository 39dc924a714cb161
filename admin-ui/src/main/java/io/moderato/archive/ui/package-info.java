/** What jobs over the archive found, for admins: their reports, the changes that they would make, and applying them. */
@NullMarked
package io.moderato.archive.ui;

import org.jspecify.annotations.NullMarked;
