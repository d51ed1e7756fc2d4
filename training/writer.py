"""Train the writer: one sentence from its own evidence, LoRA on SmolLM2-135M-Instruct.

``python -m training.writer --data ../shared/data --out build/writer`` trains on the hand-written
sentences and headlines of ``briefs_train`` and the dispute sentences of ``disputes_train`` (events
of role ``train`` only) and writes the adapter (safetensors) and its figures. It is seeded, saves
every ``--save`` steps and goes on from there when it is started again.

LoRA: Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models" (2021). The loss is taken on
the completion alone.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer

from benchmarks.segmentation import rows as jsonl
from models.checks import unsupported
from models.facts import find_speakers
from models.ports import TaskKind, WritingTask
from models.sentences import plain
from models.weights.load import base_writer
from models.weights.prompt import prompt

KINDS: dict[str, TaskKind] = {
    "fuse": "report",
    "compress": "report",
    "attribute": "attribute",
    "dispute": "dispute",
}


WORDED = Path(__file__).parent / "worded"


@dataclass(frozen=True, slots=True)
class Row:
    """One training pair."""

    task: WritingTask
    target: str


def brief_rows(data: Path, role: str) -> list[Row]:
    """Return the hand-written sentences and headlines that their evidence supports."""
    roles = json.loads((data / "splits.json").read_text())
    found = []
    for event in jsonl(data / "briefs_train.jsonl.gz"):
        if roles.get(event["cluster_id"]) != role:
            continue
        for number, sentence in enumerate(event["sentences"]):
            evidence = _evidence(event, sentence)
            found.append(Row(WritingTask(evidence, 38, KINDS[sentence["kind"]]), sentence["text"]))
            if number == 0:
                found.append(Row(WritingTask(evidence, 12, "headline"), event["headline"]))
    return [r for r in found if _supported(r)]


def _evidence(event: dict[str, Any], sentence: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    members = [event["groups"][e["group"]]["members"][e["member"]] for e in sentence["evidence"]]
    return tuple(dict.fromkeys((m["source"], " ".join(m["text"].split())) for m in members))[:3]


def dispute_rows(data: Path, role: str) -> list[Row]:
    """Return the hand-written sentences that report both sides of a disagreement."""
    roles = json.loads((data / "splits.json").read_text())
    found = []
    for row in jsonl(data / "disputes_train.jsonl.gz"):
        if roles.get(row["cluster_id"]) != role or row["relation"] == "framing":
            continue
        evidence = tuple((row[s].get("source") or "Another outlet", row[s]["text"]) for s in "ab")
        found.append(Row(WritingTask(evidence, 60, "dispute"), row["sentence"]))
    return [r for r in found if _supported(r)]


def rewrite_rows(data: Path, role: str, least: float) -> list[Row]:
    """Return sentences of one outlet worded anew by hand, those that keep ``least`` of its words.

    The boldest ones teach a small model to be bold, not to be right.
    """
    roles = json.loads((data / "splits.json").read_text())
    found = []
    for row in jsonl(data / "rewrites_train.jsonl.gz"):
        text, same = " ".join(row["text"].split()), row["same"]
        if roles.get(row["cluster_id"]) != role or _kept(same, text) < least:
            continue
        kind: TaskKind = "attribute" if find_speakers(text) else "report"
        found.append(Row(WritingTask(((row["source"], text),), 38, kind), same))
    return [r for r in found if _supported(r)]


def worded_rows(data: Path, role: str, style: str) -> list[Row]:
    """Return sentences worded by hand for places as the walk plans them.

    Args:
        data: the folder of the clusters.
        role: of the events.
        style: "shortened" rests on one passage, which is cut and hardly reworded, and is given that
            passage alone; "sentences" rewords freely and may rest on several.
    """
    roles = json.loads((data / "splits.json").read_text())
    clusters = {c["id"]: c["articles"] for c in jsonl(data / "clusters_dev.jsonl.gz")}
    found = []
    for line in (WORDED / f"{style}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["text"] is None or roles.get(row["cluster"]) != role:
            continue
        articles = clusters[row["cluster"]]
        passages = row["passages"]
        if style == "shortened":
            passages = [passages[i] for i in row["rests_on"]]
        evidence = tuple(
            (articles[a]["source"], plain(articles[a]["text"][start:end]))
            for a, start, end in passages
        )
        said = any(find_speakers(t) for _, t in evidence)
        found.append(Row(WritingTask(evidence, 38, "attribute" if said else "report"), row["text"]))
    return [r for r in found if _supported(r)]


def _kept(text: str, source: str) -> float:
    """Return the share of a text's words that stand in its source."""
    mine = [w.lower() for w in text.split()]
    known = {w.lower() for w in source.split()}
    return sum(w in known for w in mine) / len(mine) if mine else 0.0


def _supported(row: Row) -> bool:
    texts = [t for _, t in row.task.evidence]
    return bool(texts) and not unsupported(row.target, texts, [s for s, _ in row.task.evidence])


def encode(rows: list[Row], tokenizer: Any, most: int) -> list[tuple[list[int], int]]:
    """Return token ids and the length of the prompt for each row that fits."""
    encoded = []
    for row in rows:
        asked = tokenizer(prompt(row.task), add_special_tokens=False)["input_ids"]
        answer = tokenizer(" " + row.target, add_special_tokens=False)["input_ids"]
        ids = asked + answer + [tokenizer.eos_token_id]
        if len(ids) <= most:
            encoded.append((ids, len(asked)))
    return encoded


def batches(encoded: list[tuple[list[int], int]], size: int, seed: int) -> list[list[int]]:
    """Return batches of rows of like length, in random order."""
    shuffled = random.Random(seed)
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i][0]) + shuffled.random() * 20)
    found = [order[i : i + size] for i in range(0, len(order), size)]
    shuffled.shuffle(found)
    return found


def loss_of(model: Any, batch: list[tuple[list[int], int]], pad: int) -> torch.Tensor:
    """Return the mean loss over the completions' tokens."""
    width = max(len(ids) for ids, _ in batch)
    told = max(len(ids) - asked for ids, asked in batch)
    ids = torch.tensor([[pad] * (width - len(i)) + i for i, _ in batch])
    mask = torch.tensor([[0] * (width - len(i)) + [1] * len(i) for i, _ in batch])
    places = (mask.cumsum(dim=1) - 1).clamp(min=0)
    labels = torch.tensor([[-100] * (told - len(i) + n) + i[n:] for i, n in batch])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out = model(
            input_ids=ids, attention_mask=mask, position_ids=places, logits_to_keep=told + 1
        )
    logits = out.logits[:, :-1].float()  # of the completions alone: the vocabulary is wide
    return torch.nn.functional.cross_entropy(logits.flatten(0, 1), labels.flatten())


def train(args: argparse.Namespace) -> None:
    """Train, saving as it goes."""
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    source = base_writer()
    tokenizer = AutoTokenizer.from_pretrained(source)
    base = AutoModelForCausalLM.from_pretrained(source, dtype=torch.bfloat16)
    rows = brief_rows(args.data, "train") + dispute_rows(args.data, "train")
    rows += rewrite_rows(args.data, "train", args.kept)
    rows = [r for r in rows if r.task.kind in args.kinds]
    rows = random.Random(args.seed).sample(rows, round(len(rows) * args.share))
    worded = [r for style in args.styles for r in worded_rows(args.data, "train", style)]
    rows += random.Random(args.seed).sample(worded, round(len(worded) * args.worded_share))
    unseen = brief_rows(args.data, "look")
    print(json.dumps({"rows": len(rows), "unseen": len(unseen)}), flush=True)
    encoded, held = encode(rows, tokenizer, args.tokens), encode(unseen, tokenizer, args.tokens)
    plan = [b for e in range(args.epochs) for b in batches(encoded, args.batch, args.seed + e)]
    model, optimizer, done = _start(base, args)
    pad, started = tokenizer.eos_token_id, time.time()
    for step in range(done, len(plan)):
        for group in optimizer.param_groups:
            group["lr"] = args.lr * _schedule(step, len(plan))
        loss = loss_of(model, [encoded[i] for i in plan[step]], pad)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
        optimizer.step()
        optimizer.zero_grad()
        if step % 10 == 0:
            print(
                json.dumps(
                    {
                        "step": step,
                        "of": len(plan),
                        "loss": round(loss.item(), 3),
                        "s": round(time.time() - started),
                    }
                ),
                flush=True,
            )
        if (step + 1) % args.save == 0 or step + 1 == len(plan):
            _save(model, optimizer, step + 1, args.out)
    print(json.dumps({"unseen_loss": _held_loss(model, held, pad)}), flush=True)


def _schedule(step: int, steps: int) -> float:
    warm = max(1, steps // 20)
    if step < warm:
        return (step + 1) / warm
    return 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm)))


def _start(base: Any, args: argparse.Namespace) -> tuple[Any, Any, int]:
    state = args.out / "state.pt"
    if state.is_file():
        model = PeftModel.from_pretrained(base, args.out / "adapter", is_trainable=True)
    elif args.start:
        model = PeftModel.from_pretrained(base, args.start, is_trainable=True)
    else:
        config = LoraConfig(
            r=args.rank, lora_alpha=2 * args.rank, lora_dropout=0.05, target_modules="all-linear",
            task_type="CAUSAL_LM",
        )  # fmt: skip
        model = get_peft_model(base, config)
    model.train()
    optimizer = torch.optim.AdamW(
        [p for p in model.parameters() if p.requires_grad], lr=args.lr, weight_decay=0.0
    )
    done = 0
    if state.is_file():
        saved = torch.load(state, weights_only=True)
        optimizer.load_state_dict(saved["optimizer"])
        done = int(saved["step"])
    return model, optimizer, done


def _save(model: Any, optimizer: Any, step: int, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(out / "adapter")
    torch.save({"optimizer": optimizer.state_dict(), "step": step}, out / "state.new")
    (out / "state.new").replace(out / "state.pt")


def _held_loss(model: Any, held: list[tuple[list[int], int]], pad: int) -> float:
    model.eval()
    with torch.inference_mode():
        losses = [loss_of(model, held[i : i + 8], pad).item() for i in range(0, len(held), 8)]
    return round(sum(losses) / max(1, len(losses)), 4)


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("build/writer"))
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--tokens", type=int, default=384)
    parser.add_argument("--start", type=Path, help="an adapter to go on from")
    parser.add_argument("--styles", nargs="*", default=["shortened"], help="of the worded ones")
    parser.add_argument("--worded-share", type=float, default=1.0)
    parser.add_argument(
        "--kinds", nargs="*", default=["report", "attribute", "dispute", "headline"],
        help="of the other hand-written rows",
    )  # fmt: skip
    parser.add_argument("--share", type=float, default=1.0, help="of the other hand-written rows")
    parser.add_argument("--kept", type=float, default=0.5, help="of a rewriting's words")
    parser.add_argument("--lr", type=float, default=5e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--save", type=int, default=50)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
