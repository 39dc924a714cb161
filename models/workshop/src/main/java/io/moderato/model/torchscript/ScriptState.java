package io.moderato.model.torchscript;

/** The methods by which a scripted class reads its state, a list of tensors, from its archive. */
public final class ScriptState {
    /** The two methods, for the end of the class; {@code $CLASS} is the name of the class. */
    public static final String METHODS = """
              def __getstate__(self: __torch__.$CLASS) -> Tuple[List[Tensor], bool]:
                return (self.tensors, self.training)
              def __setstate__(self: __torch__.$CLASS,
                state: Tuple[List[Tensor], bool]) -> NoneType:
                self.tensors = (state)[0]
                self.training = (state)[1]
                return None
            """;

    private ScriptState() {}
}
