/** Screens on which admins define types of contents, and the fields of a content as all screens show them. */
@NullMarked
package io.moderato.contenttype.ui;

import org.jspecify.annotations.NullMarked;
