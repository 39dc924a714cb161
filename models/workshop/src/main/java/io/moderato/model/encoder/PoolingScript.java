package io.moderato.model.encoder;

/** The TorchScript method that reads a text's encoding for the head. Training and exported models use the same method. */
public final class PoolingScript {
    /**
     * The method {@code read(x, mask)}. It returns the first token, then the mean and the maximum over the tokens that are not padding:
     * rows × 3 widths. The caller replaces {@code $CLASS}.
     */
    public static final String READ = """
              def read(self: __torch__.$CLASS, x: Tensor, mask: Tensor) -> Tensor:
                kept = torch.to(torch.unsqueeze(torch.gt(mask, 0), -1), 6)
                mean = torch.div(torch.sum(torch.mul(x, kept), [1]), torch.sum(kept, [1]))
                hidden = torch.mul(torch.sub(kept, 1.), 10000.)
                largest = torch.amax(torch.add(x, hidden), [1])
                return torch.cat([torch.select(x, 1, 0), mean, largest], 1)
            """;

    private PoolingScript() {}
}
