package io.moderato.model.export;

import io.moderato.model.torchscript.TorchScriptArchive;
import io.moderato.model.torchscript.TorchTensor;
import io.moderato.model.weights.Tensor;
import java.nio.file.Path;
import java.util.List;

/** Small modules like ones that were traced elsewhere: the mean of the words' vectors and a linear map. */
public final class TracedModules {
    /** The form of the answer of {@code forward}. */
    public enum Answer {
        TENSOR("Tensor", "logits"),
        TUPLE("Tuple[Tensor, Tensor]", "(logits, mean)"),
        DICTIONARY("Dict[str, Tensor]", "{\"hidden\": mean, \"logits\": logits}"),
        WRONG_SHAPE("Tensor", "torch.sum(logits)");

        private final String type;
        private final String expression;

        Answer(String type, String expression) {
            this.type = type;
            this.expression = expression;
        }
    }

    private static final String SOURCE = """
            class Traced(Module):
              __parameters__ = []
              __buffers__ = []
              tensors : List[Tensor]
              training : bool
              def forward(self: __torch__.Traced,
                input_ids: Tensor,
                attention_mask: Tensor) -> $TYPE:
                t = self.tensors
                mask = torch.unsqueeze(torch.to(attention_mask, 6), -1)
                words = torch.mul(torch.embedding(t[0], input_ids), mask)
                mean = torch.div(torch.sum(words, [1]), torch.sum(mask, [1]))
                logits = torch.linear(mean, t[1], t[2])
                return $EXPRESSION
              def __getstate__(self: __torch__.Traced) -> Tuple[List[Tensor], bool]:
                return (self.tensors, self.training)
              def __setstate__(self: __torch__.Traced,
                state: Tuple[List[Tensor], bool]) -> NoneType:
                self.tensors = (state)[0]
                self.training = (state)[1]
                return None
            """;

    private TracedModules() {}

    /** Writes the archive. */
    public static void write(Path file, Answer answer, Tensor words, Tensor weight, Tensor bias) {
        TorchScriptArchive.write(
                file,
                "Traced",
                SOURCE.replace("$TYPE", answer.type).replace("$EXPRESSION", answer.expression),
                List.of(tensor(words), tensor(weight), tensor(bias)));
    }

    private static TorchTensor tensor(Tensor tensor) {
        return TorchTensor.floats(tensor.shape(), tensor::values);
    }
}
