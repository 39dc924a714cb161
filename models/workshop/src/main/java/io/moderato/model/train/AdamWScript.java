package io.moderato.model.train;

import io.moderato.model.torchscript.ScriptState;

/** The TorchScript class that moves weights with PyTorch's fused AdamW, in one pass over the memory instead of a dozen. */
final class AdamWScript {
    static final String CLASS = "AdamW";

    private static final String METHODS = """
            class $CLASS(Module):
              __parameters__ = []
              __buffers__ = []
              tensors : List[Tensor]
              training : bool
              def forward(self: __torch__.$CLASS, weights: List[Tensor], gradients: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor], rate: Tensor, scale: Tensor) -> Tensor:
                none = annotate(List[Tensor], [])
                _0 = torch._fused_adamw_(weights, gradients, means, squares, none, steps, lr=rate, beta1=$BETA1, beta2=$BETA2, weight_decay=$DECAY, eps=$EPSILON, amsgrad=False, maximize=False, grad_scale=scale, found_inf=None)
                for i in range(torch.len(gradients)):
                  _1 = torch.zero_(gradients[i])
                return rate
              def norm(self: __torch__.$CLASS, gradients: List[Tensor]) -> Tensor:
                return torch.norm(torch.stack(torch._foreach_norm(gradients, 2)))
            """;

    private AdamWScript() {}

    /** The source of the class. The learning rate is an argument; all other numbers are fixed for a run. */
    static String source(double decay) {
        return (METHODS + ScriptState.METHODS)
                .replace("$CLASS", CLASS)
                .replace("$BETA1", "0.9")
                .replace("$BETA2", "0.98")
                .replace("$DECAY", String.valueOf(decay))
                .replace("$EPSILON", "1e-06");
    }
}
