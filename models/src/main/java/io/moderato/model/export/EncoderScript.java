package io.moderato.model.export;

import io.moderato.model.EncoderConfig;
import io.moderato.model.EncoderConfig.Family;
import io.moderato.model.EncoderConfig.InnerActivation;
import io.moderato.model.encoder.PoolingScript;
import io.moderato.model.export.TorchScriptExport.Precision;
import io.moderato.model.torchscript.ScriptState;

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
        boolean fused = int8 && config.innerActivation() != InnerActivation.RELU;
        String script = int8
                ? HEAD_INT8 + LAYER + (fused ? INNER_FUSED : INNER) + LAYER_END + forward(config) + STATE_INT8
                : HEAD_FP32 + LAYER + INNER + LAYER_END + forward(config) + ScriptState.METHODS;
        int packed = fused ? 3 : 4;
        int firstLinear = 9 + 4 * config.layers();
        return script.replace("$LINEAR(", int8 ? "ops.quantized.linear_dynamic(" : "torch.linear(")
                .replace("$QKV", int8 ? packed(packed, 0) : at(firstLinear, 0))
                .replace("$PROJECT", int8 ? packed(packed, 1) : at(firstLinear, 2))
                .replace("$INNER", int8 ? packed(packed, 2) : at(firstLinear, 4))
                .replace("$OUTPUT", int8 ? packed(packed, packed - 1) : at(firstLinear, 6))
                .replace(
                        "$ACTIVATION", config.innerActivation() == InnerActivation.RELU ? "torch.relu_" : "torch.gelu_")
                .replace(
                        "$ARGUMENT",
                        config.innerActivation() == InnerActivation.GELU_TANH ? ", approximate=\"tanh\"" : "")
                .replace(
                        "$APPROXIMATION",
                        config.innerActivation() == InnerActivation.GELU_TANH ? "\"tanh\"" : "\"none\"")
                .replace("$FUSED_LINEAR", fused ? "2" : "-1")
                .replace("$POOLED", config.family() == Family.DISTILBERT ? "torch.relu" : "torch.tanh")
                .replace("$FIRST_LINEAR", String.valueOf(firstLinear))
                .replace("$FUSED_SCALES", "t[%d + 12 * i]".formatted(firstLinear + 7))
                .replace("$FUSED_BIAS", "t[%d + 12 * i]".formatted(firstLinear + 8))
                .replace("$LAYERS", String.valueOf(config.layers()))
                .replace("$LAST_LAYER", String.valueOf(config.layers() - 1))
                .replace("$HEAD_WIDTH", String.valueOf(config.width() / config.heads()))
                .replace("$HEADS", String.valueOf(config.heads()))
                .replace("$WIDTH", String.valueOf(config.width()))
                .replace("$EPSILON", String.valueOf(config.layerNormEpsilon()))
                .replace("$CLASS", CLASS);
    }

    private static String forward(EncoderConfig config) {
        return switch (config.pooling()) {
            case FIRST -> FORWARD.replace("$READ", READ_FIRST);
            case FIRST_MEAN_MAX -> PoolingScript.READ + FORWARD.replace("$READ", READ_ALL);
        };
    }

    /** Weight and bias of a layer's linear layer, from the list of tensors. */
    private static String at(int first, int offset) {
        return "t[%d + 8 * i], t[%d + 8 * i]".formatted(first + offset, first + offset + 1);
    }

    /** A layer's packed linear layer; activations are quantised to seven bits, since eight overflow without VNNI. */
    private static String packed(int ofLayer, int index) {
        return "(self.packed)[%d * i + %d], True".formatted(ofLayer, index);
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
              inner : List[Tensor]
              inner_zeros : Tensor
              training : bool
            """;

    /** One layer, computed for the first tokens of each row only as far as they are kept. */
    private static final String LAYER = """
              def layer(self: __torch__.$CLASS, x: Tensor, mask: Tensor, i: int, kept: int) -> Tensor:
                t = self.tensors
                rows = torch.size(x, 0)
                tokens = torch.size(x, 1)
                qkv = $LINEAR(x, $QKV)
                heads = torch.permute(torch.reshape(qkv, [rows, tokens, 3, $HEADS, $HEAD_WIDTH]), [2, 0, 3, 1, 4])
                q = torch.slice(torch.select(heads, 0, 0), 2, 0, kept, 1)
                k = torch.select(heads, 0, 1)
                v = torch.select(heads, 0, 2)
                attended = torch.scaled_dot_product_attention(q, k, v, mask)
                context = torch.reshape(torch.permute(attended, [0, 2, 1, 3]), [rows, kept, $WIDTH])
                y = torch.add_($LINEAR(context, $PROJECT), torch.slice(x, 1, 0, kept, 1))
                x0 = torch.layer_norm(y, [$WIDTH], t[9 + 4 * i], t[10 + 4 * i], $EPSILON)
            """;

    private static final String INNER = """
                inner = $ACTIVATION($LINEAR(x0, $INNER)$ARGUMENT)
            """;

    /** Gelu while the product is still in the cache: by itself it takes a quarter of the time of all the products. */
    private static final String INNER_FUSED = """
                u = torch.quantize_per_tensor_dynamic(x0, 13, True)
                inner = ops.onednn.qlinear_pointwise(torch.int_repr(u), torch.q_scale(u), torch.q_zero_point(u), (self.inner)[i], $FUSED_SCALES, self.inner_zeros, $FUSED_BIAS, 1., 0, 6, "gelu", annotate(List[Optional[number]], []), $APPROXIMATION)
            """;

    private static final String LAYER_END = """
                z = torch.add_($LINEAR(inner, $OUTPUT), x0)
                return torch.layer_norm(z, [$WIDTH], t[11 + 4 * i], t[12 + 4 * i], $EPSILON)
            """;

    /** The head reads the first token only, so the last layer computes no other. */
    private static final String READ_FIRST = """
                first = (self).layer(x, mask, $LAST_LAYER, 1, )
                read = torch.select(first, 1, 0)
            """;

    private static final String READ_ALL = """
                x = (self).layer(x, mask, $LAST_LAYER, tokens, )
                read = (self).read(x, attention_mask, )
            """;

    private static final String FORWARD = """
              def forward(self: __torch__.$CLASS,
                input_ids: Tensor,
                attention_mask: Tensor) -> Tensor:
                t = self.tensors
                tokens = torch.size(input_ids, 1)
                words = torch.embedding(t[0], input_ids)
                positions = torch.slice(t[1], 0, 0, tokens, 1)
                types = torch.select(t[2], 0, 0)
                x = torch.layer_norm(torch.add_(words, torch.add(positions, types)), [$WIDTH], t[3], t[4], $EPSILON)
                mask = torch.unsqueeze(torch.unsqueeze(torch.gt(attention_mask, 0), 1), 1)
                for i in range($LAST_LAYER):
                  x = (self).layer(x, mask, i, tokens, )
            $READ    pooled = $POOLED(torch.linear(read, t[5], t[6]))
                return torch.linear(pooled, t[7], t[8])
            """;

    /** Linear weights are packed for this processor as the archive is loaded; what they were made of is let go of. */
    private static final String STATE_INT8 = """
              def __getstate__(self: __torch__.$CLASS) -> Tuple[List[Tensor], bool]:
                return (self.tensors, self.training)
              def __setstate__(self: __torch__.$CLASS,
                state: Tuple[List[Tensor], bool]) -> NoneType:
                t = (state)[0]
                packed = annotate(List[__torch__.torch.classes.quantized.LinearPackedParamsBase], [])
                inner = annotate(List[Tensor], [])
                for i in range($LAYERS):
                  for j in range(4):
                    values = t[$FIRST_LINEAR + 12 * i + 3 * j]
                    scales = t[$FIRST_LINEAR + 12 * i + 3 * j + 1]
                    if torch.eq(j, $FUSED_LINEAR):
                      _0 = torch.append(inner, ops.onednn.qlinear_prepack(values, None))
                    else:
                      zeros = torch.zeros_like(scales, dtype=3)
                      weight = torch._make_per_channel_quantized_tensor(values, scales, zeros, 0)
                      _2 = torch.append(packed, ops.quantized.linear_prepack(weight, t[$FIRST_LINEAR + 12 * i + 3 * j + 2]))
                    _3 = torch._set_item(t, $FIRST_LINEAR + 12 * i + 3 * j, scales)
                _1 = torch._set_item(t, 0, torch.to(t[0], 6))
                self.tensors = t
                self.packed = packed
                self.inner = inner
                self.inner_zeros = torch.zeros_like(t[$FIRST_LINEAR + 7], dtype=3)
                self.training = (state)[1]
                return None
            """;
}
