/** The classical rivals that BERT has to beat: TF-IDF with a random forest, and hashed n-grams with a linear model. */
@NullMarked
package io.moderato.model.rivals;

import org.jspecify.annotations.NullMarked;
