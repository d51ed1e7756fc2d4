"""Train the judge: one MiniLM body with a head for each of three questions.

``python -m training.judge --data ../shared/data --out build/judge`` mines pairs of masked mentions
from the ``train`` clusters (kept in the folder), adds the labelled rows, trains, and writes
``judge.safetensors`` in half precision with its figures. It is seeded, saves every ``--save``
steps and goes on from there when it is started again. Word embeddings stay as they are.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any
from zlib import crc32

import torch
from safetensors.torch import load_file, save_file
from transformers import AutoModel, AutoTokenizer

from benchmarks.segmentation import rows as jsonl
from models.articles import clean
from models.clusters import group_sentences
from models.facts import read_light
from models.limits import LIMITS
from models.news import Posted
from models.sentences import split_sentences
from models.weights.heads import TASKS, PairModel, encode_pairs
from models.weights.load import ENCODER, load_newsroom, verified
from training.judge_data import (
    Row,
    entailment_rows,
    labelled_slots,
    opposed_rows,
    support_rows,
)
from training.paraphrases import paraphrased
from training.slot_pairs import close_ones, mine

HELD = 20  # every so many-th event is kept for the figures


def mine_all(data: Path, out: Path, events: int) -> Path:
    """Mine ``train`` clusters until so many are in the file; return the file."""
    path, done = out / "slots.jsonl", set[str]()
    if path.is_file():
        done = {json.loads(line)[0] for line in path.open()}
    roles = json.loads((data / "splits.json").read_text())
    left = [c for c in jsonl(data / "clusters_dev.jsonl.gz")
            if roles.get(c["id"]) == "train" and c["id"] not in done]  # fmt: skip
    left = left[: max(0, events - len(done))]
    if not left:
        return path
    newsroom = load_newsroom()
    with path.open("a") as file:
        for number, cluster in enumerate(left):
            posted = [Posted(f"a{i}", a["source"], a["text"], title=a["title"])
                      for i, a in enumerate(cluster["articles"])]  # fmt: skip
            articles, _ = clean(posted, LIMITS)
            sentences = split_sentences(articles)
            facts = read_light(sentences, articles)
            vectors = newsroom.encoder.encode([s.text for s in sentences])
            near = group_sentences(sentences, vectors, facts, LIMITS).near
            rng = random.Random(cluster["id"])
            for p in mine(sentences, facts, close_ones(near), newsroom.reader, rng):
                file.write(json.dumps([cluster["id"], p.kind, p.label, p.a, p.b]) + "\n")
            file.flush()
            if number % 20 == 0:
                print(json.dumps({"mined": number, "of": len(left)}), flush=True)
    return path


def word_anew(data: Path, out: Path, seed: int) -> Path:
    """Take pairs from hand-written rewrites and briefs, once; return the file."""
    path = out / "paraphrases.jsonl"
    if not path.is_file():
        reader = load_newsroom().reader
        fresh = path.with_suffix(".part")
        with fresh.open("w") as file:
            for event, p in paraphrased(data, reader, seed):
                file.write(json.dumps([event, p.kind, p.label, p.a, p.b]) + "\n")
        fresh.replace(path)
    return path


def slot_rows(path: Path, most: int, rng: random.Random) -> tuple[list[Row], list[tuple[str, Row]]]:
    """Return rows of a file to train on, balanced over kinds and labels, and held ones by kind."""
    by: dict[tuple[str, int], list[Row]] = {}
    held: list[tuple[str, Row]] = []
    for line in path.open():
        event, kind, label, a, b = json.loads(line)
        row = Row("slot", a, b, label)
        if crc32(event.encode()) % HELD == 0:
            held.append((f"{kind}, {path.stem}", row))
        else:
            by.setdefault((kind, label), []).append(row)
    kept: list[Row] = []
    for rows in by.values():
        rng.shuffle(rows)
        kept += rows[: most // 8]
    rng.shuffle(held)
    return kept, held[:3000]


def batches(rows: list[Row], size: int, rng: random.Random) -> list[list[int]]:
    """Return batches of one task and like length, in random order."""
    found = []
    for task in TASKS:
        of_task = [i for i, r in enumerate(rows) if r.task == task]
        order = sorted(of_task, key=lambda i: len(rows[i].a) + len(rows[i].b) + rng.random() * 60)
        found += [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(found)
    return found


def logits_of(model: PairModel, tokenizer: Any, rows: list[Row]) -> torch.Tensor:
    """Return the logits of rows of one task, shape ``(len(rows),)``."""
    pairs = [(r.a, r.b) for r in rows]
    batch = encode_pairs(tokenizer, pairs)
    return model(rows[0].task, batch, tokenizer.mask_token_id).float()  # type: ignore[no-any-return]


def train(args: argparse.Namespace) -> None:
    """Mine, train, save."""
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    mined, held = slot_rows(mine_all(args.data, args.out, args.events), args.slots, rng)
    worded, worded_held = slot_rows(word_anew(args.data, args.out, args.seed), args.slots, rng)
    mined, held = mined + worded, held + worded_held
    labelled = list(labelled_slots(args.data))
    support, opposed = list(support_rows(args.data, rng)), list(opposed_rows(args.data))
    rows = mined + 2 * labelled + support + opposed
    rows = [r for r in rows if len(r.a) + len(r.b) <= args.longest]
    rows += entailment_rows(args.data, "support", args.entailment, rng)
    rows += entailment_rows(args.data, "opposed", args.entailment // 2, rng)
    print(json.dumps({"rows": len(rows), "of": Counter(r.task for r in rows)}), flush=True)
    source = verified(ENCODER)
    tokenizer = AutoTokenizer.from_pretrained(source)
    # Dropout takes a third of a step on a processor, and no row is seen often enough to be learnt.
    model = PairModel(
        AutoModel.from_pretrained(
            source,
            dtype=torch.float32,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
    )
    if args.start:
        model.load_state_dict(load_file(args.start), strict=False)
    model.to(torch.bfloat16)
    for parameter in model.body.embeddings.parameters():
        parameter.requires_grad = False
    epochs = [batches(rows, args.batch, rng) for _ in range(args.epochs)]
    again = 0 if args.start else 1
    epochs[again:] = [[b for b in e if _again(rows[b[0]].task, rng)] for e in epochs[again:]]
    steps = [(b, i, len(e)) for e in epochs for i, b in enumerate(e)]
    run(model, tokenizer, rows, steps, args)
    save(model, args.out / "judge.safetensors")
    figures = held_figures(model, tokenizer, held)
    (args.out / "figures.json").write_text(json.dumps(figures, indent=2))
    print(json.dumps(figures), flush=True)


def _again(task: str, rng: random.Random) -> bool:
    """After the first epoch the slots go on; of the rest enough to keep what was learnt."""
    return task == "slot" or rng.random() < 0.25


def run(
    model: PairModel, tokenizer: Any, rows: list[Row],
    steps: list[tuple[list[int], int, int]], args: argparse.Namespace,
) -> None:  # fmt: skip
    """Go through the batches from where the last run ended; each epoch warms up and cools down.

    The model computes in bfloat16 (nine times faster than float32 on two cores); the optimizer
    keeps its own float32 copy of every weight, for small steps would be lost in rounding.
    """
    used = [p for p in model.parameters() if p.requires_grad]
    heads = {id(p) for p in model.heads.parameters()}
    exact = [p.detach().float().requires_grad_() for p in used]
    optimizer = torch.optim.AdamW(
        [
            {"params": [e], "top": args.head_lr if id(p) in heads else args.lr}
            for p, e in zip(used, exact, strict=True)
        ],
        lr=args.lr,
        weight_decay=0.01,
        fused=True,
    )
    done, state = 0, args.out / "state.pt"
    if state.is_file():
        saved = torch.load(state, weights_only=True)
        optimizer.load_state_dict(saved["optimizer"])
        done = int(saved["step"])
        with torch.no_grad():
            for e, kept in zip(exact, saved["weights"], strict=True):
                e.copy_(kept)
        _copy(exact, used)
    model.train()
    started, losses = time.time(), dict.fromkeys(TASKS, 0.69)
    for step in range(done, len(steps)):
        indices, at, of = steps[step]
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * _schedule(at, of)
        batch = [rows[i] for i in indices]
        wanted = torch.tensor([float(r.label) for r in batch])
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            logits_of(model, tokenizer, batch), wanted
        )
        loss.backward()  # type: ignore[no-untyped-call]
        for p, e in zip(used, exact, strict=True):
            e.grad = p.grad.float() if p.grad is not None else None
            p.grad = None
        torch.nn.utils.clip_grad_norm_(exact, 1.0)
        optimizer.step()
        _copy(exact, used)
        losses[batch[0].task] += 0.03 * (loss.item() - losses[batch[0].task])
        if step % 50 == 0:
            shown = {t: round(v, 3) for t, v in losses.items()}
            line = {
                "step": step,
                "of": len(steps),
                "loss": shown,
                "s": round(time.time() - started),
            }
            print(json.dumps(line), flush=True)
        if (step + 1) % args.save == 0:
            kept = {"weights": [e.detach() for e in exact], "optimizer": optimizer.state_dict()}
            torch.save(kept | {"step": step + 1}, args.out / "state.new")
            (args.out / "state.new").replace(state)


def _copy(exact: list[torch.Tensor], used: list[torch.Tensor]) -> None:
    """Round the exact weights into the model."""
    with torch.no_grad():
        for e, p in zip(exact, used, strict=True):
            p.copy_(e)


def _schedule(step: int, steps: int) -> float:
    warm = max(1, steps // 20)
    if step < warm:
        return (step + 1) / warm
    return 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm)))


def save(model: PairModel, path: Path) -> None:
    """Write what training changed, in half precision."""
    kept = {
        name: tensor.detach().half().contiguous()
        for name, tensor in model.state_dict().items()
        if not name.startswith("body.embeddings")
    }
    save_file(kept, path)


def held_figures(
    model: PairModel, tokenizer: Any, held: list[tuple[str, Row]]
) -> dict[str, dict[str, float]]:
    """Return the balanced accuracy on mined rows of events that were not trained on."""
    model.eval()
    right: Counter[tuple[str, int, bool]] = Counter()
    with torch.inference_mode():
        for start in range(0, len(held), 32):
            part = held[start : start + 32]
            logits = logits_of(model, tokenizer, [r for _, r in part])
            for (kind, row), logit in zip(part, logits, strict=True):
                right[kind, row.label, bool((logit > 0) == bool(row.label))] += 1
    figures = {}
    for kind in sorted({k for k, _, _ in right}):
        shares = [
            right[kind, y, True] / max(1, right[kind, y, True] + right[kind, y, False])
            for y in (0, 1)
        ]
        figures[kind] = {
            "negatives": shares[0],
            "positives": shares[1],
            "balanced": sum(shares) / 2,
        }
    return {k: {n: round(x, 4) for n, x in v.items()} for k, v in figures.items()}


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("build/judge"))
    parser.add_argument("--events", type=int, default=600, help="clusters to mine")
    parser.add_argument("--slots", type=int, default=28_000, help="mined pairs, at most")
    parser.add_argument("--longest", type=int, default=900, help="characters of a pair")
    parser.add_argument("--entailment", type=int, default=6_000)
    parser.add_argument("--start", type=Path, help="go on from these weights, on the slots mostly")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--lr", type=float, default=2e-4)
    parser.add_argument("--head-lr", type=float, default=5e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--save", type=int, default=200)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
