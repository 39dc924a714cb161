/** Which data it was: content-addressed manifests of a data folder, in Moderato's own form and in DVC's. */
@NullMarked
package io.moderato.model.data.version;

import org.jspecify.annotations.NullMarked;
