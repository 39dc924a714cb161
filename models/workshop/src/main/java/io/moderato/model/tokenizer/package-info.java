/** The WordPiece vocabulary: trained from counted words, stored as a Hugging Face tokenizer.json, read by its tokenizer. */
@NullMarked
package io.moderato.model.tokenizer;

import org.jspecify.annotations.NullMarked;
