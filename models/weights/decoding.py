"""Decoding a batch of texts, several wordings each, and letting go of each that has ended."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import torch

_NEXT = 24  # likeliest tokens that are tried or sampled from
_TEMPERATURE = 0.4


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
) -> list[list[Decoded]]:
    """Return several wordings of each text: the likeliest one first, then drawn ones.

    Each prompt is run once and its cache shared out to its wordings. A batch of sentences ends with
    its longest; leaving the finished ones out as they end halves the time. Draws depend on the
    prompt and the wording's number alone.

    Args:
        model: a causal model with a key-value cache.
        batch: left-padded ``input_ids`` and ``attention_mask``, shape ``(n, tokens)``.
        most: how many tokens each text may get.
        ends: tokens that end a text.
        held: what holds each text, if anything does.
        wordings: how many each text gets, one at least.
    """
    mask = batch["attention_mask"]
    places = (mask.cumsum(dim=1) - 1).clamp(min=0)
    out = model(
        input_ids=batch["input_ids"], attention_mask=mask, position_ids=places, use_cache=True,
        logits_to_keep=1,
    )  # fmt: skip
    owner = [i for i, count in enumerate(wordings) for _ in range(count)]
    texts = [Decoded() for _ in owner]
    dice = _dice(batch, wordings)
    alive = list(range(len(owner)))
    rows = torch.tensor(owner, dtype=torch.long)
    out.past_key_values.batch_select_indices(rows)
    logits, mask, place = out.logits[rows, -1], mask[rows], places[rows, -1:]
    while True:
        sure, likely = _likeliest(logits, any(held[owner[i]] or dice[i] for i in alive))
        keep, tokens = [], []
        for row, i in enumerate(alive):
            mine = held[owner[i]]
            if texts[i].go_on(sure[row], likely[row], ends, mine, dice[i]) < most[owner[i]]:
                keep.append(row)
                tokens.append(texts[i].tokens[-1])
        if not keep:
            return _grouped(texts, owner, len(most))
        if len(keep) < len(alive):
            chosen = torch.tensor(keep, dtype=torch.long)
            alive = [alive[r] for r in keep]
            out.past_key_values.batch_select_indices(chosen)
            mask, place = mask[chosen], place[chosen]
        mask = torch.cat([mask, mask.new_ones(len(alive), 1)], dim=1)
        place = place + 1
        out = model(
            input_ids=torch.tensor(tokens)[:, None], attention_mask=mask, position_ids=place,
            use_cache=True, past_key_values=out.past_key_values,
        )  # fmt: skip
        logits = out.logits[:, -1]


def _grouped(texts: Sequence[Decoded], owner: Sequence[int], count: int) -> list[list[Decoded]]:
    found: list[list[Decoded]] = [[] for _ in range(count)]
    for text, i in zip(texts, owner, strict=True):
        found[i].append(text)
    return found


def _dice(batch: Any, wordings: Sequence[int]) -> list[random.Random | None]:
    """Return what draws each wording: nothing for the first of a text."""
    found: list[random.Random | None] = []
    for ids, mask, count in zip(
        batch["input_ids"].tolist(), batch["attention_mask"].tolist(), wordings, strict=True
    ):
        asked = ",".join(str(i) for i, m in zip(ids, mask, strict=True) if m)
        draws = (random.Random(f"{asked}|{n}") for n in range(1, count))  # noqa: S311 - no secret
        found += [None, *draws]
    return found


def _likeliest(logits: torch.Tensor, several: bool) -> tuple[list[list[float]], list[list[int]]]:
    """Return the log-probabilities and ids of the likeliest next tokens of each row."""
    scores = logits.float()
    best = scores.topk(min(_NEXT, scores.shape[-1]) if several else 1, dim=-1)
    sure = best.values - scores.logsumexp(dim=-1, keepdim=True)
    return sure.tolist(), best.indices.tolist()
