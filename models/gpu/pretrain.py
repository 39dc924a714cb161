#!/usr/bin/env python3
"""Goes on with the pre-training of a base encoder on a GPU, where an hour of two processor cores takes seconds.

The texts come from `./moderato pretrain --pack`, so rows, vocabulary and held-out rows are those that pre-training on a processor
reads; the encoder comes out as a folder that `./moderato train --base` and `./moderato pretrain --base` take. What differs from the
Java program: words are hidden by a share of the batch and not of each row (the last of them perhaps in part), no units are dropped
out, the steps are larger, the learning rate falls over the whole run, the last weights are kept, the held-out loss is measured on
other batches of the held-out rows, and an encoder may shrink to its lowest layers.

Needs PyTorch 2.6 or newer, NumPy and safetensors. docs/models.md shows its use.
"""

import argparse
import json
import math
import os
import time

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import nn

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
MASK = SPECIAL.index("[MASK]")
HIDDEN_SHARE = 0.2
HELD_OUT_BATCHES = 4

COMMANDS = (
    "./moderato pretrain --pack --data DATA --output OUT --seed {packing[seed]} --base BASE --mix {packing[mix]}",
    "python3 models/gpu/pretrain.py --packed OUT/pretraining --base BASE --output OUT/base"
    " --seed {seed} --rows {rows} --rate {rate:g} --minutes {limit:g}{layers}",
)


class Layer(nn.Module):
    """One layer of BERT: attention, then two dense layers, each followed by a normalisation (Devlin et al. 2018)."""

    def __init__(self, width, heads, inner, eps, gelu):
        super().__init__()
        self.heads, self.gelu = heads, gelu
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.attended = nn.Linear(width, width)
        self.attended_norm = nn.LayerNorm(width, eps)
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)
        self.outer_norm = nn.LayerNorm(width, eps)

    def forward(self, x):
        rows, tokens, width = x.shape
        # One product in place of three: at this width the start of a kernel costs as much as its work.
        parts = F.linear(
            x,
            torch.cat([self.query.weight, self.key.weight, self.value.weight]),
            torch.cat([self.query.bias, self.key.bias, self.value.bias]),
        )
        q, k, v = parts.view(rows, tokens, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        mixed = F.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(rows, tokens, width)
        x = self.attended_norm(x + self.attended(mixed))
        return self.outer_norm(x + self.outer(F.gelu(self.inner(x), approximate=self.gelu)))


class MaskedWords(nn.Module):
    """BERT with the head that guesses hidden words. Its matrix is that of the word embeddings."""

    def __init__(self, config):
        super().__init__()
        width, eps = config["hidden_size"], config["layer_norm_eps"]
        self.gelu = {"gelu": "none", "gelu_new": "tanh"}[config["hidden_act"]]
        self.words = nn.Embedding(config["vocab_size"], width)
        self.positions = nn.Embedding(config["max_position_embeddings"], width)
        self.kinds = nn.Embedding(config["type_vocab_size"], width)
        self.norm = nn.LayerNorm(width, eps)
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"], eps, self.gelu)
            for _ in range(config["num_hidden_layers"])
        )
        self.transform = nn.Linear(width, width)
        self.transform_norm = nn.LayerNorm(width, eps)
        self.bias = nn.Parameter(torch.zeros(config["vocab_size"]))

    def embed(self, ids):
        return self.norm(self.words(ids) + self.positions.weight[: ids.shape[1]] + self.kinds.weight[0])

    def guess(self, x, places, hidden):
        """The mean cross-entropy of the hidden tokens; only at their places are logits computed."""
        x = x.flatten(0, 1)[places]
        x = self.transform_norm(F.gelu(self.transform(x), approximate=self.gelu))
        return F.cross_entropy(F.linear(x, self.words.weight, self.bias).float(), hidden)

    def forward(self, ids, places, hidden):
        x = self.embed(ids)
        for layer in self.layers:
            x = layer(x)
        return self.guess(x, places, hidden)


def hugging_face_names(layers):
    """Which weight here is which in Hugging Face's BertForMaskedLM."""
    modules = {
        "norm": "bert.embeddings.LayerNorm",
        "transform": "cls.predictions.transform.dense",
        "transform_norm": "cls.predictions.transform.LayerNorm",
    }
    inside = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "attended": "attention.output.dense",
        "attended_norm": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "outer_norm": "output.LayerNorm",
    }
    for i in range(layers):
        modules |= {f"layers.{i}.{ours}": f"bert.encoder.layer.{i}.{theirs}" for ours, theirs in inside.items()}
    names = {
        "words.weight": "bert.embeddings.word_embeddings.weight",
        "positions.weight": "bert.embeddings.position_embeddings.weight",
        "kinds.weight": "bert.embeddings.token_type_embeddings.weight",
        "bias": "cls.predictions.bias",
    }
    return names | {f"{o}.{part}": f"{t}.{part}" for o, t in modules.items() for part in ("weight", "bias")}


def read_weights(base, own, layers):
    """The weights of a base encoder; if it has fewer layers, its last ones stand on top again, as in LayerStacking.java; if it has more,
    the lowest ones."""
    stored, weights = load_file(os.path.join(base, "model.safetensors")), {}
    for ours, theirs in hugging_face_names(layers).items():
        if ours.startswith("layers."):
            layer = int(ours.split(".")[1])
            if layer >= own:
                source = own - 1 - (layers - 1 - layer) % own
                theirs = theirs.replace(f".layer.{layer}.", f".layer.{source}.")
        if theirs not in stored:
            raise SystemExit(f"{base}/model.safetensors has no {theirs}: only an encoder that pretrain made can go on")
        weights[ours] = stored[theirs].float()
    return weights


def read_rows(file, tokens, device):
    ids = np.fromfile(file, dtype=">u2").astype(np.int32)
    if ids.size == 0 or ids.size % tokens:
        raise SystemExit(f"{file} holds no whole number of rows of {tokens} tokens")
    return torch.from_numpy(ids.reshape(-1, tokens)).to(device)


class Hiding:
    """Hides words, the same number of tokens in every batch so that shapes stay: 8 of 10 become [MASK], 1 another token."""

    def __init__(self, pieces, vocabulary, device):
        if any(pieces.get(name) != at for at, name in enumerate(SPECIAL)) or len(pieces) != vocabulary:
            raise SystemExit(f"the vocabulary does not begin with {SPECIAL} or has not the {vocabulary} pieces of the encoder")
        inside = torch.zeros(vocabulary, dtype=torch.bool)
        for piece, at in pieces.items():
            inside[at] = piece.startswith("##")
        self.inside, self.vocabulary, self.device = inside.to(device), vocabulary, device

    def __call__(self, ids, random):
        special = ids < len(SPECIAL)
        before = F.pad(special[:, :-1], (1, 0), value=True)
        begins = ~special & (~self.inside[ids] | before)
        word = (begins | special).int().cumsum(1).long()
        dice = torch.rand(ids.shape[0], ids.shape[1] + 1, device=self.device, generator=random).gather(1, word)
        dice = dice.masked_fill(special, 2.0).flatten()
        count = int(ids.numel() * HIDDEN_SHARE)
        places = dice.topk(count, largest=False, sorted=False).indices.sort().values
        hidden = ids.flatten()[places].long()
        kind = torch.rand(count, device=self.device, generator=random)
        other = torch.randint(len(SPECIAL), self.vocabulary, (count,), device=self.device, generator=random)
        seen = torch.where(kind < 0.8, torch.full_like(hidden, MASK), torch.where(kind < 0.9, other, hidden))
        return ids.long().flatten().index_copy(0, places, seen).view(ids.shape), places, hidden


class Lineage:
    """The lineage.json of a base encoder: how it was made, run after run, and the texts that it read."""

    def __init__(self, base, packing, texts):
        self.packing, self.texts = packing, texts
        file = os.path.join(base, "lineage.json")
        self.lineage = json.loads(read_text(file))
        if self.lineage["made"]["kind"] != "pretrained":
            raise SystemExit(f"{file} is not that of a pre-trained encoder: only an encoder that pretrain made can go on")

    def with_run(self, o, run):
        packed = self.packing["parameters"]
        layers = f" --layers {o.layers}" if o.layers else ""
        named = {"packing": packed, "seed": o.seed, "rows": o.rows, "rate": o.rate, "limit": o.minutes, "layers": layers}
        made = self.lineage["made"]
        made["runs"].append(
            {
                "commands": [command.format(**named) for command in COMMANDS],
                **run,
                "dataVersion": self.packing["dataVersion"],
                "mix": packed["mix"],
            }
        )
        made["texts"] += [text for text in self.texts if text not in made["texts"]]
        return json.dumps(self.lineage, indent=2, ensure_ascii=False) + "\n"


def read_text(file):
    try:
        with open(file, encoding="utf-8") as f:
            return f.read()
    except OSError as e:
        raise SystemExit(f"{file} cannot be read: {e.strerror}") from e


def write(file, content):
    """A file is whole or not there."""
    with open(file + ".new", "w", encoding="utf-8") as f:
        f.write(content)
    os.replace(file + ".new", file)


def write_base(output, config, model, tokenizer, steps, lineage):
    """A folder as ./moderato pretrain writes it, without its page; the lineage last."""
    os.makedirs(output, exist_ok=True)
    names = hugging_face_names(config["num_hidden_layers"])
    weights = {names[k]: v.detach().to("cpu", torch.float16).contiguous() for k, v in model.state_dict().items()}
    file = os.path.join(output, "model.safetensors")
    save_file(weights, file + ".new", {"format": "pt", "steps": str(steps)})
    os.replace(file + ".new", file)
    write(os.path.join(output, "config.json"), json.dumps(config, separators=(",", ":")))
    write(os.path.join(output, "tokenizer.json"), tokenizer)
    write(os.path.join(output, "lineage.json"), lineage)


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--packed", required=True, help="OUTPUT/pretraining of ./moderato pretrain --pack")
    a.add_argument("--base", required=True, help="folder of the base encoder to go on from")
    a.add_argument("--output", required=True, help="folder for the new base encoder")
    a.add_argument("--layers", type=int, help="go on with that many layers: more than the base has, or only its lowest ones")
    a.add_argument("--minutes", type=float, default=5, help="training time, without the compiler's")
    a.add_argument("--rows", type=int, default=512, help="rows of a step")
    a.add_argument("--rate", type=float, default=1.5e-3, help="highest learning rate")
    a.add_argument("--seed", type=int, default=1)
    o = a.parse_args()
    if not (o.minutes > 0 and o.rows > 0 and o.rate > 0):
        a.error("--minutes, --rows and --rate must be above 0")
    if o.layers is not None and o.layers < 1:
        a.error("--layers must be 1 or more")

    config = json.loads(read_text(os.path.join(o.base, "config.json")))
    before, tokens = config["num_hidden_layers"], config["max_position_embeddings"]
    layers = o.layers or before
    config["num_hidden_layers"] = layers
    packing = json.loads(read_text(os.path.join(o.packed, "..", "run.json")))
    if int(packing["parameters"]["tokens"]) != tokens:
        raise SystemExit(f"{o.packed} has rows of {packing['parameters']['tokens']} tokens, {o.base} reads {tokens}")
    tokenizer = read_text(os.path.join(o.packed, "tokenizer.json"))
    if tokenizer != read_text(os.path.join(o.base, "tokenizer.json")):
        raise SystemExit(f"{o.packed} has another vocabulary than {o.base}: pack with --base {o.base}")
    lineage = Lineage(o.base, packing, json.loads(read_text(os.path.join(o.packed, "texts.json"))))

    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_float32_matmul_precision("high")
    weights = read_weights(o.base, before, layers)
    rows = read_rows(os.path.join(o.packed, "packed.bin"), tokens, device)
    held_out = read_rows(os.path.join(o.packed, "held-out.bin"), tokens, device)
    hiding = Hiding(json.loads(tokenizer)["model"]["vocab"], config["vocab_size"], device)
    model = MaskedWords(config)
    model.load_state_dict(weights)
    model.to(device)
    matrices = [p for p in model.parameters() if p.ndim > 1]
    others = [p for p in model.parameters() if p.ndim <= 1]
    groups = [{"params": matrices, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}]
    adam = torch.optim.AdamW(groups, lr=o.rate, betas=(0.9, 0.98), eps=1e-6, fused=device == "cuda")
    if device == "cuda":
        # Layer by layer: all layers share one compiled form, so the compiler runs for seconds and not for a minute.
        for layer in model.layers:
            layer.compile(dynamic=False)
        model.embed = torch.compile(model.embed, dynamic=False)
        model.guess = torch.compile(model.guess, dynamic=False)

    def loss_of(batch, random):
        with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
            return model(*hiding(batch, random))

    def held_out_loss():
        random = torch.Generator(device).manual_seed(1)
        order = torch.randperm(len(held_out), generator=torch.Generator().manual_seed(1))
        size = min(o.rows, len(held_out))
        batches = [order[i : i + size] for i in range(0, len(order) - size + 1, size)][:HELD_OUT_BATCHES]
        with torch.no_grad():
            return sum(loss_of(held_out[b.to(device)], random).item() for b in batches) / len(batches)

    random = torch.Generator(device).manual_seed(o.seed)
    order = torch.randperm(len(rows), device=device, generator=random)
    epoch_steps = max(1, len(rows) // o.rows)
    size = min(o.rows, len(rows))

    def step_on(step, rate):
        nonlocal order
        for group in adam.param_groups:
            group["lr"] = rate
        at = step % epoch_steps
        if at == 0 and step > 0:
            order = torch.randperm(len(rows), device=device, generator=random)
        loss = loss_of(rows[order[at * size : (at + 1) * size]], random)
        adam.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adam.step()
        return loss

    print(f"{rows.numel():,} tokens in an epoch, {sum(p.numel() for p in model.parameters()):,} weights", flush=True)
    print(f"held-out loss {held_out_loss():.4f} at the beginning", flush=True)
    step_on(0, 0.0)
    print("compiled", flush=True)
    begin, step, done, next_look = time.time(), 0, 0.0, 0.1
    while done < 1:
        step += 1
        loss = step_on(step, o.rate * min(1, step / 500) * (1 - done))
        if step % 20 == 0:
            # Waiting for the loss keeps the clock honest: kernels run behind the program that starts them.
            value, seconds = loss.item(), time.time() - begin
            done = min(1, seconds / (o.minutes * 60))
            if done >= next_look:
                next_look += 0.1
                speed = step * size * tokens / seconds
                print(
                    f"{seconds:.0f} s, step {step:,}, {speed:,.0f} tokens/s, loss {value:.4f}, held out {held_out_loss():.4f}",
                    flush=True,
                )
    minutes, loss = (time.time() - begin) / 60, held_out_loss()
    if not math.isfinite(loss):
        raise SystemExit("the loss is no number: nothing is written; try a lower --rate")
    run = {
        "steps": step,
        "tokensOfStep": size * tokens,
        "minutes": round(minutes, 1),
        "device": torch.cuda.get_device_name() if device == "cuda" else "processor",
        "heldOutLoss": round(loss, 4),
    }
    write_base(o.output, config, model, tokenizer, step, lineage.with_run(o, run))
    print(f"held-out loss {loss:.4f} after {step:,} steps; base encoder in {o.output}", flush=True)
    print(f"its page: ./moderato model card {o.output}", flush=True)


if __name__ == "__main__":
    main()
