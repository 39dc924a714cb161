package io.moderato.model.export;

import io.moderato.model.EncoderConfig;
import io.moderato.model.EncoderConfig.Family;
import io.moderato.model.EncoderConfig.InnerActivation;
import io.moderato.model.export.TorchScriptExport.Precision;

/**
 * The TorchScript class of an exported encoder. Its state is one list of tensors in the order of {@link TorchScriptExport}:
 * words, positions, types, norm (2), pooler (2), classifier (2), then two norms (4) for each layer, then for each layer the four
 * linear layers query-key-value, attention output, inner, output: (weight, bias) or (int8 weight, scales, bias).
 */
final class EncoderScript {
    static final String CLASS = "ModerationEncoder";

    private EncoderScript() {}

    static String source(EncoderConfig config, Precision precision) {
        boolean int8 = precision == Precision.INT8;
        String script = int8 ? HEAD_INT8 + FORWARD + STATE_INT8 : HEAD_FP32 + FORWARD + STATE_FP32;
        int firstLinear = 9 + 4 * config.layers();
        return script.replace("    $PACKED\n", int8 ? "    packed = self.packed\n" : "")
                .replace("$LINEAR(", int8 ? "ops.quantized.linear_dynamic(" : "torch.linear(")
                .replace("$QKV", int8 ? "packed[4 * i], True" : at(firstLinear, 0))
                .replace("$PROJECT", int8 ? "packed[4 * i + 1], True" : at(firstLinear, 2))
                .replace("$INNER", int8 ? "packed[4 * i + 2], True" : at(firstLinear, 4))
                .replace("$OUTPUT", int8 ? "packed[4 * i + 3], True" : at(firstLinear, 6))
                .replace("$ACTIVATION", config.innerActivation() == InnerActivation.RELU ? "torch.relu" : "torch.gelu")
                .replace(
                        "$ARGUMENT",
                        config.innerActivation() == InnerActivation.GELU_TANH ? ", approximate=\"tanh\"" : "")
                .replace("$POOLED", config.family() == Family.DISTILBERT ? "torch.relu" : "torch.tanh")
                .replace("$FIRST_LINEAR", String.valueOf(firstLinear))
                .replace("$LINEARS", String.valueOf(4 * config.layers()))
                .replace("$LAYERS", String.valueOf(config.layers()))
                .replace("$HEAD_WIDTH", String.valueOf(config.width() / config.heads()))
                .replace("$HEADS", String.valueOf(config.heads()))
                .replace("$WIDTH", String.valueOf(config.width()))
                .replace("$EPSILON", String.valueOf(config.layerNormEpsilon()))
                .replace("$CLASS", CLASS);
    }

    private static String at(int first, int offset) {
        return "t[%d + 8 * i], t[%d + 8 * i]".formatted(first + offset, first + offset + 1);
    }

    private static final String HEAD_FP32 = """
            class $CLASS(Module):
              __parameters__ = []
              __buffers__ = []
              tensors : List[Tensor]
              training : bool
            """;

    private static final String HEAD_INT8 = """
            class $CLASS(Module):
              __parameters__ = []
              __buffers__ = []
              tensors : List[Tensor]
              packed : List[__torch__.torch.classes.quantized.LinearPackedParamsBase]
              training : bool
            """;

    /** Activations are quantised to seven bits (the op's last argument), since eight overflow on processors without VNNI. */
    private static final String FORWARD = """
              def forward(self: __torch__.$CLASS,
                input_ids: Tensor,
                attention_mask: Tensor) -> Tensor:
                t = self.tensors
                $PACKED
                rows = torch.size(input_ids, 0)
                tokens = torch.size(input_ids, 1)
                words = torch.embedding(t[0], input_ids)
                positions = torch.slice(t[1], 0, 0, tokens, 1)
                types = torch.select(t[2], 0, 0)
                x = torch.layer_norm(torch.add(torch.add(words, positions), types), [$WIDTH], t[3], t[4], $EPSILON)
                mask = torch.unsqueeze(torch.unsqueeze(torch.gt(attention_mask, 0), 1), 1)
                for i in range($LAYERS):
                  qkv = $LINEAR(x, $QKV)
                  heads = torch.permute(torch.reshape(qkv, [rows, tokens, 3, $HEADS, $HEAD_WIDTH]), [2, 0, 3, 1, 4])
                  q = torch.select(heads, 0, 0)
                  k = torch.select(heads, 0, 1)
                  v = torch.select(heads, 0, 2)
                  attended = torch.scaled_dot_product_attention(q, k, v, mask)
                  context = torch.reshape(torch.permute(attended, [0, 2, 1, 3]), [rows, tokens, $WIDTH])
                  y = torch.add($LINEAR(context, $PROJECT), x)
                  x0 = torch.layer_norm(y, [$WIDTH], t[9 + 4 * i], t[10 + 4 * i], $EPSILON)
                  inner = $ACTIVATION($LINEAR(x0, $INNER)$ARGUMENT)
                  z = torch.add($LINEAR(inner, $OUTPUT), x0)
                  x = torch.layer_norm(z, [$WIDTH], t[11 + 4 * i], t[12 + 4 * i], $EPSILON)
                pooled = $POOLED(torch.linear(torch.select(x, 1, 0), t[5], t[6]))
                return torch.linear(pooled, t[7], t[8])
            """;

    private static final String STATE_FP32 = """
              def __getstate__(self: __torch__.$CLASS) -> Tuple[List[Tensor], bool]:
                return (self.tensors, self.training)
              def __setstate__(self: __torch__.$CLASS,
                state: Tuple[List[Tensor], bool]) -> NoneType:
                self.tensors = (state)[0]
                self.training = (state)[1]
                return None
            """;

    /** Linear weights are packed for this processor as the archive is loaded; what they were made of is let go of. */
    private static final String STATE_INT8 = """
              def __getstate__(self: __torch__.$CLASS) -> Tuple[List[Tensor], bool]:
                return (self.tensors, self.training)
              def __setstate__(self: __torch__.$CLASS,
                state: Tuple[List[Tensor], bool]) -> NoneType:
                t = (state)[0]
                packed = annotate(List[__torch__.torch.classes.quantized.LinearPackedParamsBase], [])
                for i in range($LINEARS):
                  values = t[$FIRST_LINEAR + 3 * i]
                  scales = t[$FIRST_LINEAR + 1 + 3 * i]
                  zeros = torch.zeros_like(scales, dtype=3)
                  weight = torch._make_per_channel_quantized_tensor(values, scales, zeros, 0)
                  _0 = torch.append(packed, ops.quantized.linear_prepack(weight, t[$FIRST_LINEAR + 2 + 3 * i]))
                  _2 = torch._set_item(t, $FIRST_LINEAR + 3 * i, scales)
                _1 = torch._set_item(t, 0, torch.to(t[0], 6))
                self.tensors = t
                self.packed = packed
                self.training = (state)[1]
                return None
            """;
}
