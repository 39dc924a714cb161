/** How fast a model is, beside what the machine allows, measured in one run. */
@NullMarked
package io.moderato.model.bench;

import org.jspecify.annotations.NullMarked;
