"""Attention in which the heads that share keys are asked together.

transformers repeats keys and values for each query head when several tokens are run at once, which
took longer than all else in a step of decoding. The queries of a group are laid under one another
instead (grouped-query attention: Ainslie et al., "GQA: training generalized multi-query transformer
models from multi-head checkpoints", 2023).
"""

from __future__ import annotations

from typing import Any

import torch
from transformers import AttentionInterface, AttentionMaskInterface
from transformers.masking_utils import sdpa_mask

NAME = "crosswire_grouped"


def grouped_attention(
    module: torch.nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: torch.Tensor | None,
    scaling: float | None = None,
    **_: Any,
) -> tuple[torch.Tensor, None]:
    """Return what each query attends to; a drop-in for the attention of transformers.

    Args:
        module: the attention layer; only whether it is causal is read.
        query: shape ``(rows, heads, tokens, width)``.
        key: shape ``(rows, heads of keys, all tokens, width)``; divides the heads of queries.
        value: the shape of ``key``.
        attention_mask: what may be seen, shape ``(rows, 1, tokens, all tokens)``; without one all
            earlier tokens may.
        scaling: of the scores; the root of the width without.

    Returns:
        shape ``(rows, tokens, heads, width)``, and no weights.
    """
    rows, heads, tokens, width = query.shape
    kinds = key.shape[1]
    if attention_mask is None and tokens > 1 and getattr(module, "is_causal", True):
        seen = torch.ones(tokens, key.shape[2], dtype=torch.bool, device=query.device)
        attention_mask = seen.tril(key.shape[2] - tokens)[None, None]
    if attention_mask is not None:
        attention_mask = attention_mask.repeat(1, 1, heads // kinds, 1)
    out = torch.nn.functional.scaled_dot_product_attention(
        query.reshape(rows, kinds, heads // kinds * tokens, width), key, value,
        attn_mask=attention_mask, scale=scaling,
    )  # fmt: skip
    return out.reshape(rows, heads, tokens, width).transpose(1, 2).contiguous(), None


def use_grouped(model: Any) -> None:
    """Make a causal model use this attention.

    Raises:
        ValueError: the model's code does not take another attention.
    """
    AttentionInterface.register(NAME, grouped_attention)
    AttentionMaskInterface.register(NAME, sdpa_mask)
    model.set_attn_implementation(NAME)
