package io.moderato.batch.input;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;

/** What one task reads, and makes one part of the output from. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(FilePiece.class), @JsonSubTypes.Type(KeyPiece.class)})
public sealed interface Piece extends Serializable permits FilePiece, KeyPiece {
    /** The place in the order of the input, from 0. */
    int number();

    /** Where it is, in words for messages. */
    String place();
}
