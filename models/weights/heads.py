"""One small transformer body that reads two texts together, with a head for each question.

``slot``: do the two masks stand for the same slot? ``support``: does the first text support the
second? ``opposed``: can the two not both be true? The body is the encoder's own; what training
changed in it and the heads lie together in one file.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import nn

TASKS = ("slot", "support", "opposed")
MOST_TOKENS = 160


class PairModel(nn.Module):
    """The body and its heads; logits of shape ``(batch,)`` for one task at a time."""

    def __init__(self, body: Any) -> None:
        super().__init__()
        width = int(body.config.hidden_size)
        self.body = body
        self.heads = nn.ModuleDict(
            {
                task: nn.Sequential(
                    nn.Linear(width * (4 if task == "slot" else 2), 256), nn.GELU(),
                    nn.Linear(256, 1),
                )
                for task in TASKS
            }
        )  # fmt: skip

    def forward(self, task: str, batch: Any, mask_id: int) -> torch.Tensor:
        """Return the logits for a tokenized batch of pairs."""
        hidden = self.body(**batch).last_hidden_state
        first = hidden[:, 0]
        if task == "slot":
            one, two = _at_masks(hidden, batch["input_ids"] == mask_id, batch["token_type_ids"])
            features = torch.cat([first, one, two, one * two], dim=1)
        else:
            kept = batch["attention_mask"].unsqueeze(2).to(hidden.dtype)
            mean = (hidden * kept).sum(1) / kept.sum(1)
            features = torch.cat([first, mean], dim=1)
        logits: torch.Tensor = self.heads[task](features).squeeze(1)
        return logits


def _at_masks(
    hidden: torch.Tensor, masks: torch.Tensor, segments: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the hidden states at the mask of the first and of the second text; zero if cut off."""
    found = []
    for segment in (0, 1):
        here = (masks & (segments == segment)).unsqueeze(2).to(hidden.dtype)
        found.append((hidden * here).sum(1) / here.sum(1).clamp(min=1))
    return found[0], found[1]


def encode_pairs(tokenizer: Any, pairs: Sequence[tuple[str, str]], most: int = MOST_TOKENS) -> Any:
    """Tokenize pairs of texts together, shape ``(len(pairs), longest)``."""
    return tokenizer(
        [a for a, _ in pairs],
        [b for _, b in pairs],
        return_tensors="pt",
        return_token_type_ids=True,
        padding=True,
        truncation="longest_first",
        max_length=most,
    )
