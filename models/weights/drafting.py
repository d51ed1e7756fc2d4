"""What saves time before and while a text is decoded: prompts by length, and looking ahead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import torch
from transformers import DynamicCache

_PADDING = 1.5  # times as long as its shortest prompt a batch's longest may be
_LONGEST_MATCH = 4  # tokens


class Lookup:
    """What a text is likely to go on with: what followed its last words in the prompt.

    Prompt lookup decoding (Saxena, 2023), a form of speculative decoding (Leviathan et al., "Fast
    inference from transformers via speculative decoding", 2023) whose draft costs nothing. A writer
    that shortens a passage says most of it again.
    """

    def __init__(self, prompt: Sequence[int]) -> None:
        self._prompt = list(prompt)
        self._places = defaultdict(list)
        for i, token in enumerate(self._prompt):
            self._places[token].append(i)

    def after(self, tokens: Sequence[int], count: int) -> list[int]:
        """Return at most so many tokens that followed the last ones in the prompt.

        Of several places the one that most tokens lead up to, then the first, is taken.
        """
        places = self._places.get(tokens[-1], [])
        if not places:
            return []
        at = max(places, key=lambda i: (self._matched(tokens, i), -i))
        return self._prompt[at + 1 : at + 1 + count]

    def _matched(self, tokens: Sequence[int], at: int) -> int:
        length = 0
        for mine, theirs in zip(reversed(tokens[-_LONGEST_MATCH:]), self._prompt[at::-1]):  # noqa: B905
            if mine != theirs:
                break
            length += 1
        return length


def run_prompts(model: Any, batch: Any) -> tuple[DynamicCache, torch.Tensor]:
    """Run left-padded prompts; return their cache, and the logits of what follows each.

    One batch would be padded to its longest prompt, half of it for nothing: neighbours of like
    length are run together, and their caches put under one another. Prompts should be sorted.

    Args:
        model: a causal model with a key-value cache.
        batch: left-padded ``input_ids`` and ``attention_mask``, shape ``(n, tokens)``.

    Returns:
        the cache, padded as the batch is, and logits of shape ``(n, vocabulary)``.
    """
    whole = batch["input_ids"].shape[1]
    outs = []
    for rows, long in _parts(batch["attention_mask"].sum(dim=1).tolist()):
        mask = batch["attention_mask"][rows, whole - long :]
        out = model(
            input_ids=batch["input_ids"][rows, whole - long :], attention_mask=mask,
            position_ids=(mask.cumsum(dim=1) - 1).clamp(min=0), use_cache=True, logits_to_keep=1,
        )  # fmt: skip
        outs.append(out)
    return _joined([o.past_key_values for o in outs]), torch.cat([o.logits[:, -1] for o in outs])


def _parts(lengths: Sequence[int]) -> Iterator[tuple[slice, int]]:
    """Yield neighbours of like length, and the longest of them."""
    first, short, long = 0, lengths[0], lengths[0]
    for i, length in enumerate(lengths):
        if max(long, length) > _PADDING * min(short, length):
            yield slice(first, i), long
            first, short, long = i, length, length
        short, long = min(short, length), max(long, length)
    yield slice(first, len(lengths)), long


def _joined(caches: Sequence[DynamicCache]) -> DynamicCache:
    """Return several caches as one, the shorter ones padded on the left."""
    if len(caches) == 1:
        return caches[0]
    longest = max(c.get_seq_length() for c in caches)
    layers = zip(*(c.layers for c in caches), strict=True)
    return DynamicCache(
        [
            (_stacked([x.keys for x in same], longest), _stacked([x.values for x in same], longest))
            for same in layers
        ]
    )


def _stacked(parts: Sequence[torch.Tensor], longest: int) -> torch.Tensor:
    pads = (longest - p.shape[2] for p in parts)
    return torch.cat(
        [torch.nn.functional.pad(p, (0, 0, n, 0)) for p, n in zip(parts, pads, strict=True)]
    )
