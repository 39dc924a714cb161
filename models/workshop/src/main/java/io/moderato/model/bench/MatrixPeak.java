package io.moderato.model.bench;

import io.moderato.model.serving.TorchModule;
import io.moderato.model.torchscript.TorchScriptArchive;
import io.moderato.model.torchscript.TorchTensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A single large product of matrices as one TorchScript operation. Its speed is the most that a machine can reach. */
final class MatrixPeak {
    private static final String CLASS = "MatrixPeak";

    /** The module. The operation is computed on a matrix inside the module; the arguments of the call are not read. */
    private static final String SCRIPT = """
            class MatrixPeak(Module):
              __parameters__ = []
              __buffers__ = []
              tensors : List[Tensor]
              packed : List[__torch__.torch.classes.quantized.LinearPackedParamsBase]
              training : bool
              def forward(self: __torch__.MatrixPeak, ids: Tensor, mask: Tensor) -> Tensor:
                t = self.tensors
                y = $PRODUCT
                return torch.slice(torch.slice(y, 0, 0, 1, 1), 1, 0, 1, 1)
              def __getstate__(self: __torch__.MatrixPeak) -> Tuple[List[Tensor], bool]:
                return (self.tensors, self.training)
              def __setstate__(self: __torch__.MatrixPeak, state: Tuple[List[Tensor], bool]) -> NoneType:
                t = (state)[0]
                packed = annotate(List[__torch__.torch.classes.quantized.LinearPackedParamsBase], [])
                zeros = torch.zeros_like(t[2], dtype=3)
                weight = torch._make_per_channel_quantized_tensor(t[1], t[2], zeros, 0)
                _0 = torch.append(packed, ops.quantized.linear_prepack(weight, t[3]))
                _1 = torch._set_item(t, 1, torch.to(t[1], 6))
                self.tensors = t
                self.packed = packed
                self.training = (state)[1]
                return None
            """;

    /** The way in which the product is computed. */
    enum Kind {
        /** Like the linear layers of an int8 export: the left matrix is quantised to seven bits at every call. */
        INT8("ops.quantized.linear_dynamic(t[0], (self.packed)[0], True)"),
        /** In 32-bit floats. */
        FP32("torch.linear(t[0], t[1], t[3])");

        private final String product;

        Kind(String product) {
            this.product = product;
        }
    }

    private MatrixPeak() {}

    /** The number of operations of one product of a rows × inner matrix with an inner × columns matrix. */
    static double operations(int rows, int inner, int columns) {
        return 2.0 * rows * inner * columns;
    }

    /** Writes and loads a module that computes such a product at every call for logits. */
    static TorchModule load(Path file, Kind kind, int rows, int inner, int columns) {
        Random random = new Random(1);
        float[] left = new float[rows * inner];
        for (int i = 0; i < left.length; i++) {
            left[i] = (float) random.nextGaussian();
        }
        byte[] right = new byte[inner * columns];
        random.nextBytes(right);
        float[] scales = new float[columns];
        java.util.Arrays.fill(scales, 1e-3f);
        TorchScriptArchive.write(
                file,
                CLASS,
                SCRIPT.replace("$PRODUCT", kind.product),
                List.of(
                        TorchTensor.floats(new long[] {rows, inner}, () -> left),
                        TorchTensor.int8(new long[] {columns, inner}, () -> right),
                        TorchTensor.floats(new long[] {columns}, () -> scales),
                        TorchTensor.floats(new long[] {columns}, () -> new float[columns])));
        return TorchModule.load(file, 0);
    }
}
