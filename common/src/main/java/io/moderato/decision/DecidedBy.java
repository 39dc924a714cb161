package io.moderato.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** Who decided. In JSON, {@code kind} says which of them. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DecidedBy.Pipeline.class, name = "pipeline"),
    @JsonSubTypes.Type(value = DecidedBy.Human.class, name = "human")
})
public sealed interface DecidedBy {
    /** The automatic pipeline. */
    DecidedBy PIPELINE = new Pipeline();

    /** The automatic pipeline: its provenance says which stage. */
    record Pipeline() implements DecidedBy {}

    /**
     * A person.
     *
     * @param name the name of the account
     * @param note what they wrote for colleagues, if anything
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Human(String name, @Nullable String note) implements DecidedBy {}
}
