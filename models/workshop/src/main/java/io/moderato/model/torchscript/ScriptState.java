package io.moderato.model.torchscript;

/** How a scripted class whose state is a list of tensors takes it from its archive. */
public final class ScriptState {
    /** The two methods, to stand at the end of the class; {@code $CLASS} is its name. */
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
