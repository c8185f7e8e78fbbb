"""Checkpoint -> what the reader ships: `python -m training.export WORK/epoch7.pt --to src/reportedly/knowledge/data/tagger`.

Weights of matrix products are rounded to int8 with a scale per output channel, word embeddings with a scale per word. Settings
(`settings.json`) that are there already are kept; `training.calibrate` sets them.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from reportedly.knowledge.tagger import FEATURES, WORDS_OUT
from training.model import LINK, Encoder, Linker, Tagger
from training.seal import seal
from training.train import bare_tokenizer

SETTINGS = {"cue_bonus": 0.0, "inner_bonus": 0.0, "least_hint": 0.02, "least_score": 0.0, "weights": [0.0] * len(FEATURES)}


class Words(nn.Module):
    """The encoder for one window, without the batch."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, pieces: Tensor, piece_word: Tensor, first: Tensor, last: Tensor, features: Tensor) -> tuple[Tensor, ...]:
        """Outputs in the order of `WORDS_OUT`, each (words, ...)."""
        read = self.encoder(pieces[None], piece_word[None], first[None], last[None], features[None])
        return tuple(getattr(read, name)[0] for name in WORDS_OUT)


class Links(nn.Module):
    """The linker for the cues of one window."""

    def __init__(self, linker: Linker) -> None:
        super().__init__()
        self.linker = linker

    def forward(
        self,
        flat: Tensor,
        word: Tensor,
        cue: Tensor,
        word_match: Tensor,
        cue_match: Tensor,
        share: Tensor,
        nested: Tensor,
        relation: Tensor,
    ) -> Tensor:
        """share (cues, words): each cue's words, summing to 1 -> (cues, words, 5)."""
        linked: Tensor = self.linker(word[None], share @ cue, word_match[None], share @ cue_match, flat[None], nested, relation)
        return linked


def main() -> None:
    """Parse the command line and export."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("checkpoint", type=Path)
    ap.add_argument("--to", type=Path, required=True)
    ap.add_argument("--weights", default="smooth", choices=("smooth", "plain"))
    ap.add_argument("--float", action="store_true", help="no rounding, to measure what it costs")
    args = ap.parse_args()
    tagger = Tagger()
    kept = torch.load(args.checkpoint, weights_only=True)
    tagger.load_state_dict({**kept["smooth"], **kept[args.weights]})
    export(tagger.eval(), args.to, rounded=not args.float)


def export(tagger: Tagger, folder: Path, *, rounded: bool = True) -> None:
    """Write words.onnx, links.onnx, tokenizer.json, settings.json and SHA256SUMS."""
    folder.mkdir(parents=True, exist_ok=True)
    write_words(tagger.encoder, folder / "words.onnx", rounded)
    write_links(tagger.linker, folder / "links.onnx")
    bare_tokenizer().save(str(folder / "tokenizer.json"), pretty=False)
    if not (folder / "settings.json").exists():
        (folder / "settings.json").write_text(json.dumps(SETTINGS, indent=1) + "\n")
    seal(folder)


def write_words(encoder: Encoder, path: Path, rounded: bool) -> None:
    """The encoder as ONNX."""
    ids = torch.zeros(5, dtype=torch.long)
    words = torch.arange(1, 4)
    given = (ids, torch.tensor([0, 1, 2, 3, 0]), words, words, torch.zeros(3, 3, dtype=torch.long))
    names = ["pieces", "piece_word", "first", "last", "features"]
    axes = {"pieces": {0: "n"}, "piece_word": {0: "n"}} | {name: {0: "m"} for name in ("first", "last", "features", *WORDS_OUT)}
    with TemporaryDirectory() as work:
        plain, ready, small = (str(Path(work) / name) for name in ("plain.onnx", "ready.onnx", "small.onnx"))
        torch.onnx.export(
            Words(encoder),
            given,
            plain,
            input_names=names,
            output_names=list(WORDS_OUT),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        if rounded:
            quant_pre_process(plain, ready, skip_symbolic_shape=True)
            quantize_dynamic(ready, small, op_types_to_quantize=["MatMul"], per_channel=True, weight_type=QuantType.QInt8)
            model = onnx.load(small)
            round_embeddings(model)
        else:
            model = onnx.load(plain)
        onnx.save(model, str(path))


def round_embeddings(model: onnx.ModelProto) -> None:
    """Replace the table of word embeddings by bytes and a scale per row, put together behind the look-up."""
    graph = model.graph
    table = max((t for t in graph.initializer if t.data_type == onnx.TensorProto.FLOAT), key=lambda t: int(np.prod(t.dims)))
    node = next(n for n in graph.node if n.op_type == "Gather" and n.input[0] == table.name)
    values = numpy_helper.to_array(table)
    scale = np.abs(values).max(1, keepdims=True).clip(1e-8) / 127
    small = np.round(values / scale).astype(np.int8)
    at = list(graph.node).index(node)
    ids, out = node.input[1], node.output[0]
    graph.initializer.remove(table)
    graph.initializer.extend(
        [numpy_helper.from_array(small, "word_bytes"), numpy_helper.from_array(scale.astype(np.float32), "word_scales")]
    )
    graph.node.remove(node)
    made = [
        helper.make_node("Gather", ["word_bytes", ids], ["word_bytes_of"]),
        helper.make_node("Cast", ["word_bytes_of"], ["word_floats_of"], to=onnx.TensorProto.FLOAT),
        helper.make_node("Gather", ["word_scales", ids], ["word_scales_of"]),
        helper.make_node("Mul", ["word_floats_of", "word_scales_of"], [out]),
    ]
    for i, new in enumerate(made):
        graph.node.insert(at + i, new)


def write_links(linker: Linker, path: Path) -> None:
    """The linker as ONNX, in full precision: it is small."""
    m, k, pair = 3, 2, linker.out.in_features
    match = 2 * 96
    given = (
        torch.randn(m, 7),
        torch.randn(m, pair),
        torch.randn(m, pair),
        torch.randn(m, match),
        torch.randn(m, match),
        torch.rand(k, m),
        torch.zeros(k, dtype=torch.long),
        torch.zeros(k, m, 4, dtype=torch.long),
    )
    names = ["flat", "word", "cue", "word_match", "cue_match", "share", "nested", "relation"]
    axes = {name: {0: "m"} for name in names[:5]} | {"share": {0: "k", 1: "m"}, "nested": {0: "k"}}
    axes |= {"relation": {0: "k", 1: "m"}, "links": {0: "k", 1: "m"}}
    assert linker.out.out_features == LINK
    torch.onnx.export(
        Links(linker),
        given,
        str(path),
        input_names=names,
        output_names=["links"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


if __name__ == "__main__":
    main()
