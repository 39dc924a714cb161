package io.moderato.model.export;

import io.moderato.model.EncoderConfig;
import io.moderato.model.EncoderConfig.Family;
import io.moderato.model.EncoderConfig.InnerActivation;
import io.moderato.model.encoder.PoolingScript;
import io.moderato.model.export.ActivationScales.Input;
import io.moderato.model.torchscript.ScriptState;
import org.jspecify.annotations.Nullable;

/**
 * The TorchScript class of an exported encoder. Its state is one list of tensors in the order of {@link TorchScriptExport}:
 * words, positions, types, norm (2), pooler (2), classifier (2), then two norms (4) for each layer, then for each layer the four
 * linear layers query-key-value, attention output, inner, output: (weight, bias) or (int8 weight, scales, bias).
 *
 * <p>The answer for a row of a batch does not depend on the other rows. Rounding to int8 would make a difference in the last digit a
 * thousand times larger. So no scale is taken from a batch, and attention sums over the same number of keys whatever the padding
 * (docs/decisions/0015).
 */
final class EncoderScript {
    static final String CLASS = "ModerationEncoder";

    private enum Form {
        /** All numbers as trained. */
        FP32,
        /** Linear layers in int8, with fixed scales. */
        INT8,
        /** Linear layers in int8, with scales taken from each batch. The program answers with the largest inputs of the layers. */
        RECORDING
    }

    private final EncoderConfig config;
    private final Form form;
    private final @Nullable ActivationScales scales;
    private final boolean fused;

    private EncoderScript(EncoderConfig config, Form form, @Nullable ActivationScales scales) {
        this.config = config;
        this.form = form;
        this.scales = scales;
        this.fused = form != Form.FP32 && config.innerActivation() != InnerActivation.RELU;
    }

    /** The encoder as trained. */
    static String fp32(EncoderConfig config) {
        return new EncoderScript(config, Form.FP32, null).source();
    }

    /** The encoder in int8. */
    static String int8(EncoderConfig config, ActivationScales scales) {
        return new EncoderScript(config, Form.INT8, scales).source();
    }

    /** The encoder in int8. Its answer is one row: for each layer, the largest value of each {@link Input}. */
    static String recording(EncoderConfig config) {
        return new EncoderScript(config, Form.RECORDING, null).source();
    }

    private String source() {
        int firstLinear = 9 + 4 * config.layers();
        String tanh = config.innerActivation() == InnerActivation.GELU_TANH ? "tanh" : "none";
        return (head() + PADDED + LAYER + forward() + state())
                .replace("$QKV", linear("x", Input.ATTENTION, 0))
                .replace("$PROJECT", linear("context", Input.CONTEXT, 1))
                .replace("$INNER", fused ? INNER_FUSED : inner())
                .replace("$QUANTISED", quantised("x0", Input.INNER))
                .replace("$BACK", form == Form.FP32 ? OUTPUT_FP32 : OUTPUT_INT8)
                .replace("$NOTED", form == Form.RECORDING ? NOTED : "")
                .replace("$LAST_PACKED", "(self.packed)[%d * i + %d]".formatted(packedOfLayer(), packedOfLayer() - 1))
                .replace("$LEAST", leastOutput())
                .replace("$OUTPUT_SCALE", String.valueOf(outputScale()))
                .replace("$OUTPUT_ZERO", String.valueOf(outputZero()))
                .replace("$APPROXIMATION", "\"" + tanh + "\"")
                .replace("$FUSED_LINEAR", fused ? "2" : "-1")
                .replace("$POOLED", config.family() == Family.DISTILBERT ? "torch.relu" : "torch.tanh")
                .replace("$KEYS", String.valueOf(KEYS))
                .replace("$FIRST_LINEAR", String.valueOf(firstLinear))
                .replace("$FUSED_SCALES", at(7))
                .replace("$FUSED_BIAS", at(8))
                .replace("$OUTPUT_BIAS", at(11))
                .replace("$OUTPUT_FP32_WEIGHTS", at(6) + ", " + at(7))
                .replace("$LAYERS", String.valueOf(config.layers()))
                .replace("$LAST_LAYER", String.valueOf(config.layers() - 1))
                .replace("$HEAD_WIDTH", String.valueOf(config.width() / config.heads()))
                .replace("$HEADS", String.valueOf(config.heads()))
                .replace("$WIDTH", String.valueOf(config.width()))
                .replace("$EPSILON", String.valueOf(config.layerNormEpsilon()))
                .replace("$CLASS", CLASS);
    }

    private String head() {
        return switch (form) {
            case FP32 -> HEAD_FP32;
            case INT8 -> HEAD_INT8;
            case RECORDING -> HEAD_INT8.replace("  training", "  noted : List[Tensor]\n  training");
        };
    }

    private String forward() {
        String read = switch (config.pooling()) {
            case FIRST -> FORWARD.replace("$READ", READ_FIRST);
            case FIRST_MEAN_MAX -> PoolingScript.READ + FORWARD.replace("$READ", READ_ALL);
        };
        return form == Form.RECORDING ? read.replace(ANSWER, ANSWER_NOTED) : read;
    }

    private String state() {
        return switch (form) {
            case FP32 -> ScriptState.METHODS;
            case INT8 -> STATE_INT8;
            case RECORDING ->
                STATE_INT8.replace("    self.packed", "    self.noted = annotate(List[Tensor], [])\n    self.packed");
        };
    }

    private String inner() {
        String linear = linear("x0", Input.INNER, 2);
        return switch (config.innerActivation()) {
            case RELU -> "    inner = torch.relu_(%s)\n".formatted(linear);
            case GELU -> "    inner = torch.gelu_(%s)\n".formatted(linear);
            case GELU_TANH -> "    inner = torch.gelu_(%s, approximate=\"tanh\")\n".formatted(linear);
        };
    }

    /**
     * A linear layer whose input has one scale for all tokens. This works because the input comes from a norm, or from attention to the
     * output of a norm.
     */
    private String linear(String input, Input kind, int index) {
        return switch (form) {
            case FP32 -> "torch.linear(%s, %s, %s)".formatted(input, at(2 * index), at(2 * index + 1));
            case INT8 ->
                "ops.quantized.linear_with_input_q_dq_qweight_dq_output_fp32(%s, (%s)[i], %d, %s)"
                        .formatted(input, literal(kind), ActivationScales.ZERO_POINT, packed(index));
            case RECORDING -> "ops.quantized.linear_dynamic(%s, %s, True)".formatted(input, packed(index));
        };
    }

    /** The input rounded to seven bits, because eight bits overflow on processors without VNNI. The type 13 is unsigned int8. */
    private String quantised(String input, Input kind) {
        return form == Form.INT8
                ? "torch.quantize_per_tensor(%s, (%s)[i], %d, 13)"
                        .formatted(input, literal(kind), ActivationScales.ZERO_POINT)
                : "torch.quantize_per_tensor_dynamic(%s, 13, True)".formatted(input);
    }

    private String literal(Input kind) {
        if (scales == null) {
            throw new IllegalStateException("An int8 program needs scales");
        }
        return scales.byLayer(kind).toString();
    }

    private String packed(int index) {
        return "(self.packed)[%d * i + %d]".formatted(packedOfLayer(), index);
    }

    private int packedOfLayer() {
        return fused ? 3 : 4;
    }

    /** A tensor of a layer, by its place among the tensors of the layer's linear maps. */
    private String at(int offset) {
        int ofLayer = form == Form.FP32 ? 8 : 12;
        return "t[%d + %d * i]".formatted(9 + 4 * config.layers() + offset, ofLayer);
    }

    /**
     * The least value by which a row is divided. GELU falls to -0.17, so the divisor is at least eight times as large, and the quotient
     * stays above -1/8. ReLU falls only to 0.
     */
    private String leastOutput() {
        return config.innerActivation() == InnerActivation.RELU ? "1.0E-6" : "1.36";
    }

    /** The scale of a row that was divided by its largest value: it lies in [-1/8, 1] (ReLU: [0, 1]), in 127 steps. */
    private double outputScale() {
        return (config.innerActivation() == InnerActivation.RELU ? 1 : 1.125) / 127;
    }

    private int outputZero() {
        return config.innerActivation() == InnerActivation.RELU ? 0 : (int) Math.round(0.125 / outputScale());
    }

    /**
     * The number of keys that attention computes at once on the widest processors. Keys beyond a multiple of this number would be computed
     * in another way.
     */
    private static final int KEYS = 16;

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

    /** The keys or values, filled up to the length of the mask. The added ones are masked. */
    private static final String PADDED = """
              def padded(self: __torch__.$CLASS, x: Tensor, mask: Tensor) -> Tensor:
                spare = torch.sub(torch.size(mask, 3), torch.size(x, 2))
                if torch.gt(spare, 0):
                  y = torch.constant_pad_nd(x, [0, 0, 0, spare])
                else:
                  y = x
                return y
            """;

    /** One layer, computed only for the first {@code kept} tokens of each row. */
    private static final String LAYER = """
              def layer(self: __torch__.$CLASS, x: Tensor, mask: Tensor, i: int, kept: int) -> Tensor:
                t = self.tensors
                rows = torch.size(x, 0)
                tokens = torch.size(x, 1)
                qkv = $QKV
                heads = torch.permute(torch.reshape(qkv, [rows, tokens, 3, $HEADS, $HEAD_WIDTH]), [2, 0, 3, 1, 4])
                q = torch.slice(torch.select(heads, 0, 0), 2, 0, kept, 1)
                k = (self).padded(torch.select(heads, 0, 1), mask, )
                v = (self).padded(torch.select(heads, 0, 2), mask, )
                attended = torch.scaled_dot_product_attention(q, k, v, mask)
                context = torch.reshape(torch.permute(attended, [0, 2, 1, 3]), [rows, kept, $WIDTH])
                y = torch.add_($PROJECT, torch.slice(x, 1, 0, kept, 1))
                x0 = torch.layer_norm(y, [$WIDTH], t[9 + 4 * i], t[10 + 4 * i], $EPSILON)
            $NOTED$INNER$BACK    return torch.layer_norm(z, [$WIDTH], t[11 + 4 * i], t[12 + 4 * i], $EPSILON)
            """;

    /**
     * The inner layer with GELU applied while the product is still in the cache. A separate GELU takes a quarter of the time of all
     * products.
     */
    private static final String INNER_FUSED = """
                u = $QUANTISED
                inner = ops.onednn.qlinear_pointwise(torch.int_repr(u), torch.q_scale(u), torch.q_zero_point(u), (self.inner)[i], $FUSED_SCALES, self.inner_zeros, $FUSED_BIAS, 1., 0, 6, "gelu", annotate(List[Optional[number]], []), $APPROXIMATION)
            """;

    private static final String OUTPUT_FP32 = """
                z = torch.add_(torch.linear(inner, $OUTPUT_FP32_WEIGHTS), x0)
            """;

    /**
     * The output layer. Its input does not come from a norm, and the first token's values are several times larger than others, so each
     * token has its own scale.
     */
    private static final String OUTPUT_INT8 = """
                largest = torch.clamp_min(torch.amax(inner, [-1], True), $LEAST)
                product = ops.quantized.linear_with_input_q_dq_qweight_dq_output_fp32(torch.mul_(inner, torch.reciprocal(largest)), $OUTPUT_SCALE, $OUTPUT_ZERO, $LAST_PACKED)
                z = torch.addcmul(torch.add(x0, $OUTPUT_BIAS), product, largest)
            """;

    private static final String NOTED = """
                _0 = torch.append(self.noted, torch.amax(torch.abs(x)))
                _1 = torch.append(self.noted, torch.amax(torch.abs(context)))
                _2 = torch.append(self.noted, torch.amax(torch.abs(x0)))
            """;

    /** The last layer for a head that reads only the first token: other tokens are not computed. */
    private static final String READ_FIRST = """
                first = (self).layer(x, mask, $LAST_LAYER, 1, )
                read = torch.select(first, 1, 0)
            """;

    private static final String READ_ALL = """
                x = (self).layer(x, mask, $LAST_LAYER, tokens, )
                read = (self).read(x, attention_mask, )
            """;

    private static final String ANSWER = """
                return torch.linear(pooled, t[7], t[8])
            """;

    private static final String ANSWER_NOTED = """
                noted = torch.unsqueeze(torch.stack(self.noted), 0)
                self.noted = annotate(List[Tensor], [])
                return noted
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
                keys = torch.constant_pad_nd(attention_mask, [0, torch.remainder(torch.neg(tokens), $KEYS)])
                mask = torch.unsqueeze(torch.unsqueeze(torch.gt(keys, 0), 1), 1)
                for i in range($LAST_LAYER):
                  x = (self).layer(x, mask, i, tokens, )
            $READ    pooled = $POOLED(torch.linear(read, t[5], t[6]))
            """ + ANSWER;

    /**
     * The state. Linear weights are packed for this processor while the archive is loaded, and the unpacked weights are dropped. The bias
     * of the output layer is added after the scale of the token.
     */
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
                      if torch.eq(j, 3):
                        _1 = torch.append(packed, ops.quantized.linear_prepack(weight, None))
                      else:
                        _2 = torch.append(packed, ops.quantized.linear_prepack(weight, t[$FIRST_LINEAR + 12 * i + 3 * j + 2]))
                    _3 = torch._set_item(t, $FIRST_LINEAR + 12 * i + 3 * j, scales)
                _4 = torch._set_item(t, 0, torch.to(t[0], 6))
                self.tensors = t
                self.packed = packed
                self.inner = inner
                self.inner_zeros = torch.zeros_like(t[$FIRST_LINEAR + 7], dtype=3)
                self.training = (state)[1]
                return None
            """;
}
