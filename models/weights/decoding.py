"""Decoding a batch of texts, several wordings each, and letting go of each that has ended."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import torch

from models.weights.drafting import Lookup, run_prompts

_NEXT = 24  # likeliest tokens that are tried or sampled from
_TEMPERATURE = 0.4
# Tokens of the prompt that are run along with each new one. With many rows none took 1.5 times as
# long, and more than two cost more than they save; a step of few rows costs hardly more with many.
_AHEAD, _FAR_AHEAD = 2, 7
_TOKENS_A_STEP = 48  # of all rows, up to which looking ahead is almost free


class Constraint(Protocol):
    """What a text may go on with."""

    def takes(self, tokens: Sequence[int], ended: bool = False) -> bool:
        """Tell whether a text may begin with these tokens, or end with them."""
        ...


@dataclass(slots=True)
class Decoded:
    """The tokens of one text, and how sure the model was of them."""

    tokens: list[int] = field(default_factory=list)
    log_likelihood: float = 0.0
    weakest: float = 0.0  # the log-probability of the token of which it was least sure
    steps: int = 0

    @property
    def sureness(self) -> float:
        """The mean log-probability of a token, the end's included."""
        return self.log_likelihood / max(1, self.steps)

    def go_on(
        self,
        sure: Sequence[float],
        likely: Sequence[int],
        ends: set[int],
        held: Constraint | None,
        dice: random.Random | None = None,
    ) -> float:
        """Add the first token that may follow; return the length, infinite at the end.

        Args:
            sure: log-probabilities of ``likely``, the highest first.
            likely: ids of the likeliest next tokens.
            ends: tokens that end a text.
            held: what the text is held to.
            dice: draws the order in which tokens are tried; without them the likeliest is first.
        """
        for log_probability, token in _drawn(sure, likely, dice):
            ended = token in ends
            longer = self.tokens if ended else [*self.tokens, token]
            if held is None or held.takes(longer, ended):
                self.log_likelihood += log_probability
                self.weakest = min(self.weakest, log_probability)
                self.steps += 1
                self.tokens = longer
                return math.inf if ended else len(longer)
        self.tokens = []  # nothing that it would say may be said
        return math.inf


def _drawn(
    sure: Sequence[float], likely: Sequence[int], dice: random.Random | None
) -> list[tuple[float, int]]:
    """Return the tokens in the order in which they are tried.

    Drawn without replacement by perturbing the scores (Kool et al., "Stochastic beams and where to
    find them: the Gumbel-top-k trick for sampling sequences without replacement", 2019).
    """
    pairs = list(zip(sure, likely, strict=True))
    if dice is None:
        return pairs

    def perturbed(pair: tuple[float, int]) -> float:
        return pair[0] / _TEMPERATURE - math.log(-math.log(dice.random() or 1e-12))

    return sorted(pairs, key=perturbed, reverse=True)


def decode(
    model: Any,
    batch: Any,
    most: Sequence[int],
    ends: set[int],
    held: Sequence[Constraint | None],
    wordings: Sequence[int],
    least: Sequence[float],
) -> list[list[Decoded]]:
    """Return several wordings of each text: the likeliest one first, then drawn ones.

    Each prompt is run once, and wordings are run once as far as they say the same. A batch of
    sentences ends with its longest; leaving the finished ones out as they end halves the time. What
    followed the last words in the prompt is run along with each token and kept as far as it is what
    would have been chosen anyway: sentences that mostly say their passage again take half the
    steps. Draws depend on the prompt and the wording's number alone.

    Args:
        model: a causal model with a key-value cache.
        batch: left-padded ``input_ids`` and ``attention_mask``, shape ``(n, tokens)``.
        most: how many tokens each text may get.
        ends: tokens that end a text.
        held: what holds each text, if anything does.
        wordings: how many each text gets, one at least.
        least: a log-likelihood below which a text is given up.
    """
    owner = [i for i, count in enumerate(wordings) for _ in range(count)]
    texts, dice = [Decoded() for _ in owner], _dice(batch, wordings)
    drafts = [Lookup(ids) for ids in _prompts(batch)]
    same = [[i for i, o in enumerate(owner) if o == n] for n in range(len(most))]
    running, logits = _Running.begin(model, batch, same)
    while True:
        several = any(held[owner[i]] or dice[i] for row in running.rows for i in row)
        sure, likely = _likeliest(logits, several)
        # Wordings that say the same so far are one row; a row parts where they do.
        parted: dict[tuple[int, int, int], list[int]] = {}
        for number, row in enumerate(running.rows):
            for i in row:
                part = (ends, held[owner[i]], dice[i], most[owner[i]], least[owner[i]])
                said = _follow(texts[i], running.fed[number], sure[number], likely[number], *part)
                if said:
                    parted.setdefault((number, said, texts[i].tokens[-1]), []).append(i)
        if not parted:
            return _grouped(texts, owner, len(most))
        running.part(parted)
        firsts = [row[0] for row in running.rows]
        logits = running.go_on(
            [texts[i].tokens[-1] for i in firsts],
            [drafts[owner[i]].after(texts[i].tokens, _ahead(len(firsts))) for i in firsts],
        )


def _ahead(rows: int) -> int:
    """Return how many tokens of the prompt are run along in a step of so many rows."""
    return min(_FAR_AHEAD, max(_AHEAD, _TOKENS_A_STEP // rows - 1))


@dataclass(slots=True)
class _Running:
    """The model's state: one row for all wordings that say the same so far."""

    model: Any
    cache: Any
    mask: torch.Tensor  # of all that was fed; 0 where it is not what the text says
    place: torch.Tensor  # of the last token that the text was known to say when it was fed
    rows: list[list[int]]
    fed: list[list[int]]  # what was tried after that token

    @classmethod
    def begin(cls, model: Any, batch: Any, rows: list[list[int]]) -> tuple[_Running, torch.Tensor]:
        """Run the prompts; return the state and the logits, shape ``(rows, 1, vocabulary)``."""
        cache, logits = run_prompts(model, batch)
        mask = batch["attention_mask"]
        place = mask.sum(dim=1, keepdim=True) - 1
        return cls(model, cache, mask, place, rows, [[] for _ in rows]), logits[:, None]

    def part(self, parted: Mapping[tuple[int, int, int], list[int]]) -> None:
        """Part and drop rows: keys are an old row, and how many tokens after its place stand."""
        keep, said = (torch.tensor([key[n] for key in parted]) for n in (0, 1))
        if keep.tolist() != list(range(len(self.rows))):
            self.cache.batch_select_indices(keep)
        wide = 1 + max(map(len, self.fed))
        stands = torch.arange(wide) < said[:, None]
        mask = self.mask[keep]
        self.mask = torch.cat([mask[:, :-wide], mask[:, -wide:] * stands], dim=1)
        self.place = self.place[keep] + said[:, None]
        self.rows = list(parted.values())

    def go_on(self, last: Sequence[int], fed: list[list[int]]) -> torch.Tensor:
        """Run the last token of each row, and what may follow; return the logits of each token."""
        wide = 1 + max(map(len, fed))
        tokens = [[token, *more] for token, more in zip(last, fed, strict=True)]
        fresh = torch.tensor([_padded([1] * len(t), wide) for t in tokens])
        self.mask, self.fed = torch.cat([self.mask, fresh], dim=1), fed
        out = self.model(
            input_ids=torch.tensor([_padded(t, wide) for t in tokens]), attention_mask=self.mask,
            position_ids=self.place + torch.arange(wide), use_cache=True,
            past_key_values=self.cache,
        )  # fmt: skip
        logits: torch.Tensor = out.logits
        return logits


def _follow(
    text: Decoded,
    fed: Sequence[int],
    sure: Sequence[Sequence[float]],
    likely: Sequence[Sequence[int]],
    ends: set[int],
    held: Constraint | None,
    dice: random.Random | None,
    most: int,
    least: float,
) -> int:
    """Let a text go on as far as what was fed is what it says; return by how much, 0 at its end.

    ``sure`` and ``likely`` stand at the last token of the text and at each that was fed after it.
    """
    for at, expected in enumerate([*fed, None]):
        length = text.go_on(sure[at], likely[at], ends, held, dice)
        if length >= most or text.log_likelihood < least:
            return 0
        if text.tokens[-1] != expected:
            return at + 1
    raise AssertionError("the last step always returns")


def _padded(tokens: Sequence[int], wide: int) -> list[int]:
    return [*tokens, *[0] * (wide - len(tokens))]


def _prompts(batch: Any) -> list[list[int]]:
    """Return the ids of each prompt, the padding left out."""
    rows = zip(batch["input_ids"].tolist(), batch["attention_mask"].tolist(), strict=True)
    return [[i for i, m in zip(ids, mask, strict=True) if m] for ids, mask in rows]


def _grouped(texts: Sequence[Decoded], owner: Sequence[int], count: int) -> list[list[Decoded]]:
    found: list[list[Decoded]] = [[] for _ in range(count)]
    for text, i in zip(texts, owner, strict=True):
        found[i].append(text)
    return found


def _dice(batch: Any, wordings: Sequence[int]) -> list[random.Random | None]:
    """Return what draws each wording: nothing for the first of a text."""
    found: list[random.Random | None] = []
    for ids, count in zip(_prompts(batch), wordings, strict=True):
        asked = ",".join(map(str, ids))
        draws = (random.Random(f"{asked}|{n}") for n in range(1, count))  # noqa: S311 - no secret
        found += [None, *draws]
    return found


def _likeliest(
    logits: torch.Tensor, several: bool
) -> tuple[list[list[list[float]]], list[list[list[int]]]]:
    """Return log-probabilities and ids of the likeliest tokens after each place of each row."""
    scores = logits.float()
    best = scores.topk(min(_NEXT, scores.shape[-1]) if several else 1, dim=-1)
    sure = best.values - scores.logsumexp(dim=-1, keepdim=True)
    return sure.tolist(), best.indices.tolist()
