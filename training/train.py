"""Train the tagger: `python -m training.train --data POLNEAR --own training/corpus/train --out WORK`.

Several single-threaded workers (faster on a CPU than threads within one) train on a share of the windows each and average their
weights and moments every few steps. Everything follows from the seed, the data, the number of workers and the steps.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from reportedly.knowledge.windows import MOST_PIECES, relations
from training.data import UNKNOWN, Annotated, Example, examples, own, packed, polnear
from training.frames import framed
from training.model import LAYERS, Read, Tagger, pretrained, pretrained_folder

MASK = 103  # [MASK]
ADAM = {"betas": (0.9, 0.98), "eps": 1e-6}


def main() -> None:
    """Parse the command line and start the workers."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, help="PolNeAR's train folder; without it only our own passages are used")
    ap.add_argument("--own", type=Path, default=Path("training/corpus/train"))
    ap.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the log")
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--until", type=int, help="stop behind so many epochs of the --epochs that the learning rate is made for")
    ap.add_argument("--own-from", type=int, default=3, help="the epoch from which our own passages are mixed in, counted from 0")
    ap.add_argument("--own-times", type=int, default=4, help="how often a passage comes in such an epoch")
    ap.add_argument(
        "--framed", type=int, default=1200, help="sentences of PolNeAR put inside another attribution, in such an epoch"
    )
    ap.add_argument("--start", type=Path, help="a checkpoint to go on from, instead of the pretrained encoder")
    ap.add_argument("--seed", type=int, default=20)
    ap.add_argument("--batch", type=int, default=8, help="windows of one step of one worker")
    ap.add_argument("--workers", type=int, default=2)
    ap.add_argument("--rate", type=float, default=2e-4)
    ap.add_argument("--head-rate", type=float, default=1e-3)
    ap.add_argument("--layer-decay", type=float, default=0.9, help="factor of the rate from each layer to the one below it")
    ap.add_argument("--average", type=int, default=8, help="steps between two averages over the workers")
    ap.add_argument("--parts", type=int, default=4, help="checkpoints in an epoch")
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    args.store = Path(tempfile.mkdtemp()) / "store"
    if torch.cuda.is_available():
        args.workers = 1
    versions = {"torch": torch.__version__, "numpy": np.__version__, **{k: str(v) for k, v in vars(args).items()}}
    (args.out / "run.json").write_text(json.dumps(versions, indent=1))
    mp.spawn(work, args=(args,), nprocs=args.workers)  # type: ignore[no-untyped-call]


def work(rank: int, args: argparse.Namespace) -> None:
    """One worker."""
    torch.set_num_threads(1)
    os.nice(5)
    os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
    dist.init_process_group("gloo", init_method=f"file://{args.store}", rank=rank, world_size=args.workers)
    torch.manual_seed(args.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    tokenizer = bare_tokenizer()
    reports = polnear(args.data) if args.data else []
    tagger = Tagger()
    pretrained(tagger)
    if args.start:
        tagger.load_state_dict(torch.load(args.start, weights_only=True)["smooth"])
    tagger.to(device).train()
    smooth = [p.detach().clone() for p in trained(tagger)]
    optimizer = torch.optim.AdamW(groups(tagger, args), fused=True, weight_decay=0.01, **ADAM)
    rates = [g["lr"] for g in optimizer.param_groups]
    torch.manual_seed(args.seed + 1 + rank)
    begun, step = time.time(), 0
    for epoch in range(args.until or args.epochs):
        batches = epoch_batches(reports, tokenizer, epoch, args)
        mine = batches[rank :: args.workers]
        if rank == 0:
            print(f"epoch {epoch}: {len(mine)} steps, {time.time() - begun:.0f} s", flush=True)
        marks = {len(mine) * (part + 1) // args.parts for part in range(args.parts)}
        losses: list[float] = []
        for at, batch in enumerate(mine, 1):
            factor = rate_factor((epoch + at / len(mine)) / args.epochs, step)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * factor
            loss = batch_loss(tagger, batch, device)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(list(trained(tagger)), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            losses.append(loss.item())
            step += 1
            if step % args.average == 0 or at in marks:
                average(tagger, optimizer, args.workers)
                follow(smooth, tagger, step, args.average)
            if rank == 0 and step % 20 == 0:
                print(f"{step} {np.mean(losses[-20:]):.4f} {time.time() - begun:.0f}", flush=True)
            if rank == 0 and at in marks:
                save(args.out / "last.pt", tagger, smooth, epoch + at / len(mine))
        if rank == 0:
            save(args.out / f"epoch{epoch}.pt", tagger, smooth, epoch + 1)
    dist.destroy_process_group()


def bare_tokenizer() -> Tokenizer:
    """The pretrained model's tokenizer, which neither cuts nor pads."""
    tokenizer = Tokenizer.from_file(str(pretrained_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def epoch_batches(
    reports: Sequence[Annotated], tokenizer: Tokenizer, epoch: int, args: argparse.Namespace
) -> list[list[Example]]:
    """The batches of an epoch for all workers, as many for each: windows of like length together, in random order.

    Every epoch cuts the reports elsewhere and takes another annotator where there are several.
    """
    seed = args.seed * 1000 + epoch * 10
    draw = random.Random(seed)
    found = [e for report in reports for e in examples(report, tokenizer, epoch, draw.randint(64, MOST_PIECES))]
    if epoch >= args.own_from or not reports:
        passages = agreed(own(args.own))
        if dist.get_rank() == 0:
            print(f"{len(passages)} passages of our own", flush=True)
        for time_ in range(args.own_times):
            for text in packed(passages, tokenizer, seed + time_):
                found += examples(text, tokenizer)
        for text in packed(framed(reports, draw, args.framed), tokenizer, seed):
            found += examples(text, tokenizer)
    found = [e for e in found if e.window.words]
    draw.shuffle(found)
    group = args.batch * 16
    batches: list[list[Example]] = []
    for at in range(0, len(found), group):
        some = sorted(found[at : at + group], key=lambda e: len(e.window.pieces))
        batches += [some[i : i + args.batch] for i in range(0, len(some), args.batch)]
    draw.shuffle(batches)
    return batches[: len(batches) // args.workers * args.workers]


def agreed(passages: list[Annotated]) -> list[Annotated]:
    """What the first worker read, for all of them: the files may be written to meanwhile."""
    shared = [passages]
    dist.broadcast_object_list(shared)
    return shared[0]


def groups(tagger: Tagger, args: argparse.Namespace) -> list[dict[str, object]]:
    """The parameters with their rates: heads fast, the pretrained layers slower, and slower the lower they lie."""
    rates: dict[float, list[Tensor]] = {}
    for name, parameter in tagger.named_parameters():
        if parameter.requires_grad:
            if name.startswith("encoder.layers."):
                rate = args.rate * args.layer_decay ** (LAYERS - 1 - int(name.split(".")[2]))
            elif name.startswith(("encoder.norm", "encoder.below")):
                rate = args.rate * args.layer_decay**LAYERS
            else:
                rate = args.head_rate
            rates.setdefault(rate, []).append(parameter)
    return [{"params": parameters, "lr": rate} for rate, parameters in rates.items()]


def rate_factor(done: float, step: int) -> float:
    """Linear decay over the whole training to a fiftieth, after 60 steps of warming up."""
    return min(1.0, (step + 1) / 60) * max(0.02, 1 - done)


def batch_loss(tagger: Tagger, batch: Sequence[Example], device: torch.device) -> Tensor:
    """Cross-entropy of the flat and inner labels and of every cue's links, by word."""
    tensors = collated(batch)
    pieces, piece_word, first, last, features, mask, flat, inner = (t.to(device) for t in tensors)
    if tagger.training:
        hide = (torch.rand(pieces.shape, device=device) < 0.06) & (piece_word > 0)
        pieces = pieces.masked_fill(hide, MASK)
    with torch.autocast(device.type, torch.bfloat16):
        read = tagger.encoder(pieces, piece_word, first, last, features, mask.bfloat16())
    words = (flat != UNKNOWN).sum()
    loss = functional.cross_entropy(read.flat.float().flatten(0, 1), flat.flatten(), ignore_index=UNKNOWN, reduction="sum")
    loss = loss + functional.cross_entropy(
        read.inner.float().flatten(0, 1), inner.flatten(), ignore_index=UNKNOWN, reduction="sum"
    )
    if sum(len(e.cues) for e in batch):
        links, labels = linked(tagger, read, batch, device)
        loss = loss + 0.5 * functional.cross_entropy(links.flatten(0, 1), labels.flatten(), ignore_index=UNKNOWN, reduction="sum")
    return loss / words


def linked(tagger: Tagger, read: Read, batch: Sequence[Example], device: torch.device) -> tuple[Tensor, Tensor]:
    """The linker's logits for every cue of a batch (cues, words, 5), and the labels (cues, words)."""
    width = read.flat.shape[1]
    rows = [(b, k) for b, e in enumerate(batch) for k in range(len(e.cues))]
    share = np.zeros((len(rows), width), dtype=np.float32)
    labels = np.full((len(rows), width), UNKNOWN, dtype=np.int64)
    relation = np.zeros((len(rows), width, 4), dtype=np.int64)
    related = [relations(e.window.words, e.cues[:, :2]) for e in batch]
    for row, (b, k) in enumerate(rows):
        e = batch[b]
        first, behind = e.cues[k, 0], e.cues[k, 1] + 1
        share[row, first:behind] = 1 / (behind - first)
        labels[row, : e.links.shape[1]] = e.links[k]
        relation[row, : e.links.shape[1]] = related[b][k]
    of = torch.tensor([b for b, _ in rows], device=device)
    nested = torch.tensor([int(batch[b].cues[k, 2]) for b, k in rows], device=device)
    shares = torch.from_numpy(share).to(device)[:, None]
    cue = (shares @ read.cue.float()[of])[:, 0]
    cue_match = (shares @ read.cue_match.float()[of])[:, 0]
    logits = tagger.linker(
        read.word.float()[of],
        cue,
        read.word_match.float()[of],
        cue_match,
        read.flat.float()[of],
        nested,
        torch.from_numpy(relation).to(device),
    )
    return logits, torch.from_numpy(labels).to(device)


def collated(batch: Sequence[Example]) -> tuple[Tensor, ...]:
    """Pieces, piece_word, first, last, features, attention mask, flat and inner labels of a batch, padded."""
    size, width = max(len(e.window.pieces) for e in batch), max(len(e.flat) for e in batch)
    pieces, piece_word = np.zeros((2, len(batch), size), dtype=np.int64)
    first, last = np.zeros((2, len(batch), width), dtype=np.int64)
    features = np.zeros((len(batch), width, 3), dtype=np.int64)
    mask = np.full((len(batch), 1, 1, size), -1e4, dtype=np.float32)
    flat, inner = np.full((2, len(batch), width), UNKNOWN, dtype=np.int64)
    for b, e in enumerate(batch):
        n, m = len(e.window.pieces), len(e.flat)
        pieces[b, :n], piece_word[b, :n], mask[b, ..., :n] = e.window.pieces, e.window.piece_word, 0.0
        first[b, :m], last[b, :m], features[b, :m] = e.window.first, e.window.last, e.window.features()
        flat[b, :m], inner[b, :m] = e.flat, e.inner
    return tuple(torch.from_numpy(a) for a in (pieces, piece_word, first, last, features, mask, flat, inner))


def trained(tagger: Tagger) -> Iterator[Tensor]:
    """The parameters that learn."""
    return (p for p in tagger.parameters() if p.requires_grad)


def average(tagger: Tagger, optimizer: torch.optim.Optimizer, workers: int) -> None:
    """Set weights and moments to their mean over the workers."""
    if workers == 1:
        return
    state = [optimizer.state[p] for p in trained(tagger) if p in optimizer.state]
    tensors = [p.data for p in trained(tagger)] + [s[key] for s in state for key in ("exp_avg", "exp_avg_sq")]
    flat = torch.cat([t.flatten() for t in tensors])
    dist.all_reduce(flat)
    flat /= workers
    at = 0
    for t in tensors:
        t.copy_(flat[at : at + t.numel()].view_as(t))
        at += t.numel()


def follow(smooth: list[Tensor], tagger: Tagger, step: int, every: int) -> None:
    """Let the smoothed weights follow the weights, over some 100 steps."""
    keep = min(math.exp(-every / 100), step / (step + 10.0 * every))
    for mean, parameter in zip(smooth, trained(tagger), strict=True):
        mean.lerp_(parameter.detach(), 1 - keep)


def save(path: Path, tagger: Tagger, smooth: Sequence[Tensor], epochs: float) -> None:
    """Write the smoothed weights, and the frozen ones as they are."""
    state = {name: p.detach().cpu() for name, p in tagger.named_parameters()}
    learning = [name for name, p in tagger.named_parameters() if p.requires_grad]
    plain = {name: state[name] for name in learning}
    state.update({name: mean.cpu() for name, mean in zip(learning, smooth, strict=True)})
    torch.save({"smooth": state, "plain": plain, "epochs": epochs}, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


if __name__ == "__main__":
    main()
