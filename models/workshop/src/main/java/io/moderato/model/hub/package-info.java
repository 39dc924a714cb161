/** Fetches classifiers from the Hugging Face hub, and the commands that add, import, list and check model folders. */
@NullMarked
package io.moderato.model.hub;

import org.jspecify.annotations.NullMarked;
