/** The version of data: manifests that describe a data folder by its content, in Moderato's own form and in DVC's form. */
@NullMarked
package io.moderato.model.data.version;

import org.jspecify.annotations.NullMarked;
