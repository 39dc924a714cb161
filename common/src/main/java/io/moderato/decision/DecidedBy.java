package io.moderato.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** The maker of a decision: the automatic pipeline or a person. In JSON, {@code kind} says which of the two. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DecidedBy.Pipeline.class, name = "pipeline"),
    @JsonSubTypes.Type(value = DecidedBy.Human.class, name = "human")
})
public sealed interface DecidedBy {
    /** The automatic pipeline. */
    DecidedBy PIPELINE = new Pipeline();

    /** The automatic pipeline. The provenance of the decision names the stage. */
    record Pipeline() implements DecidedBy {}

    /**
     * A person.
     *
     * @param name the name of the account
     * @param note the note that this person wrote for colleagues, if there is one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Human(String name, @Nullable String note) implements DecidedBy {}
}
