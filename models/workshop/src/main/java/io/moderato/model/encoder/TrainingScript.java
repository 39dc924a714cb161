package io.moderato.model.encoder;

import io.moderato.model.EncoderConfig;
import io.moderato.model.EncoderConfig.InnerActivation;
import io.moderato.model.torchscript.ScriptState;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.BertWeights.Head;

/**
 * The TorchScript class that computes an encoder for training. The class has no state: every call gets the weights as a list in the order
 * of {@link BertWeights#shapes}, so that gradients flow to them. One script call computes a whole pass, because the same operations called
 * one by one from Java took twice as long.
 */
final class TrainingScript {
    static final String CLASS = "TrainingEncoder";

    private static final int LAYER_WEIGHTS = 16;
    private static final int FIRST_LAYER = 5;

    private TrainingScript() {}

    static String source(EncoderConfig config, Head head, Arithmetic arithmetic) {
        int headStart = FIRST_LAYER + LAYER_WEIGHTS * config.layers();
        return (BEGIN + (head == Head.CLASSIFIER ? CLASSIFIER : MASKED_WORDS) + ScriptState.METHODS)
                .replace("$HALF(", arithmetic == Arithmetic.BFLOAT16 ? "torch.to(" : "(")
                .replace(", $TYPE)", arithmetic == Arithmetic.BFLOAT16 ? ", 15)" : ")")
                .replace(
                        "$APPROXIMATION",
                        config.innerActivation() == InnerActivation.GELU_TANH ? ", approximate=\"tanh\"" : "")
                .replace(
                        "$READ",
                        config.pooling() == EncoderConfig.Pooling.FIRST
                                ? "torch.select(x, 1, 0)"
                                : "(self).read(x, mask, )")
                .replace("$HEAD0", String.valueOf(headStart))
                .replace("$HEAD1", String.valueOf(headStart + 1))
                .replace("$HEAD2", String.valueOf(headStart + 2))
                .replace("$HEAD3", String.valueOf(headStart + 3))
                .replace("$HEAD4", String.valueOf(headStart + 4))
                .replace("$LAYERS", String.valueOf(config.layers()))
                .replace("$SCALE", String.valueOf(1 / Math.sqrt(config.width() / (double) config.heads())))
                .replace("$HEAD_WIDTH", String.valueOf(config.width() / config.heads()))
                .replace("$HEADS", String.valueOf(config.heads()))
                .replace("$WIDTH", String.valueOf(config.width()))
                .replace("$EPSILON", String.valueOf(config.layerNormEpsilon()))
                .replace("$DROPOUT", String.valueOf(config.dropout()))
                .replace("$CLASS", CLASS);
    }

    /**
     * The encoder. Attention is written out as single operations: the fused form multiplies head by head, and to set up so many small
     * products takes longer than to compute them (decision record 10). A masked token gets a score far below all others, also in bfloat16.
     */
    private static final String BEGIN = """
            class $CLASS(Module):
              __parameters__ = []
              __buffers__ = []
              tensors : List[Tensor]
              training : bool
              def linear(self: __torch__.$CLASS, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
                return torch.linear($HALF(x, $TYPE), $HALF(weight, $TYPE), $HALF(bias, $TYPE))
              def encode(self: __torch__.$CLASS, t: List[Tensor], ids: Tensor, mask: Tensor, train: bool) -> Tensor:
                rows = torch.size(ids, 0)
                tokens = torch.size(ids, 1)
                words = torch.embedding(t[0], ids)
                positions = torch.slice(t[1], 0, 0, tokens, 1)
                types = torch.select(t[2], 0, 0)
                e = torch.layer_norm(torch.add(torch.add(words, positions), types), [$WIDTH], t[3], t[4], $EPSILON)
                x = torch.dropout(e, $DROPOUT, train)
                unseen = torch.unsqueeze(torch.unsqueeze($HALF(torch.mul(torch.sub(mask, 1), 30000.0), $TYPE), 1), 1)
                for i in range($LAYERS):
                  w = 16 * i + 5
                  weight = torch.cat([t[w], t[w + 2], t[w + 4]])
                  bias = torch.cat([t[w + 1], t[w + 3], t[w + 5]])
                  qkv = (self).linear(x, weight, bias, )
                  heads = torch.permute(torch.reshape(qkv, [rows, tokens, 3, $HEADS, $HEAD_WIDTH]), [2, 0, 3, 1, 4])
                  q = torch.select(heads, 0, 0)
                  k = torch.select(heads, 0, 1)
                  v = torch.select(heads, 0, 2)
                  scores = torch.matmul(torch.mul(q, $SCALE), torch.transpose(k, 2, 3))
                  shares = torch.softmax(torch.add(scores, unseen), -1)
                  attended = torch.matmul(shares, v)
                  context = torch.reshape(torch.permute(attended, [0, 2, 1, 3]), [rows, tokens, $WIDTH])
                  y = torch.add(x, (self).linear(context, t[w + 6], t[w + 7], ))
                  x0 = torch.layer_norm(y, [$WIDTH], t[w + 8], t[w + 9], $EPSILON)
                  inner = torch.gelu((self).linear(x0, t[w + 10], t[w + 11], )$APPROXIMATION)
                  z = torch.add(x0, (self).linear(inner, t[w + 12], t[w + 13], ))
                  x = torch.layer_norm(z, [$WIDTH], t[w + 14], t[w + 15], $EPSILON)
                return x
            """;

    private static final String CLASSIFIER = PoolingScript.READ + """
              def classify(self: __torch__.$CLASS, t: List[Tensor], ids: Tensor, mask: Tensor, train: bool) -> Tensor:
                x = (self).encode(t, ids, mask, train, )
                pooled = torch.tanh(torch.linear($READ, t[$HEAD0], t[$HEAD1]))
                return torch.linear(torch.dropout(pooled, $DROPOUT, train), t[$HEAD2], t[$HEAD3])
              def forward(self: __torch__.$CLASS, t: List[Tensor], ids: Tensor, mask: Tensor) -> Tensor:
                return (self).classify(t, ids, mask, False, )
              def train_step(self: __torch__.$CLASS, t: List[Tensor], ids: Tensor, mask: Tensor) -> Tensor:
                return (self).classify(t, ids, mask, True, )
            """;

    private static final String MASKED_WORDS = """
              def loss(self: __torch__.$CLASS, t: List[Tensor], ids: Tensor, mask: Tensor, places: Tensor, hidden: Tensor, train: bool) -> Tensor:
                x = (self).encode(t, ids, mask, train, )
                picked = torch.index_select(torch.reshape(x, [-1, $WIDTH]), 0, places)
                h = torch.gelu(torch.linear(picked, t[$HEAD0], t[$HEAD1])$APPROXIMATION)
                n = torch.layer_norm(h, [$WIDTH], t[$HEAD2], t[$HEAD3], $EPSILON)
                logits = torch.to((self).linear(n, t[0], t[$HEAD4], ), 6)
                return torch.cross_entropy_loss(logits, hidden)
              def forward(self: __torch__.$CLASS, t: List[Tensor], ids: Tensor, mask: Tensor, places: Tensor, hidden: Tensor) -> Tensor:
                return (self).loss(t, ids, mask, places, hidden, False, )
              def train_step(self: __torch__.$CLASS, t: List[Tensor], ids: Tensor, mask: Tensor, places: Tensor, hidden: Tensor) -> Tensor:
                return (self).loss(t, ids, mask, places, hidden, True, )
            """;
}
