"""What we are compared with: the articles' first sentences, LexRank, and a prompted language model.

Each gets the articles in the same order, without boilerplate, as sentences of ours.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from typing import Any

import torch
from sumy.nlp.stemmers import Stemmer
from sumy.parsers.plaintext import PlaintextParser
from sumy.summarizers.lex_rank import LexRankSummarizer
from transformers import AutoModelForCausalLM, AutoTokenizer

from benchmarks.summing.stories import Story
from models.weights.decoding import decode
from models.weights.load import base_writer

# Of all articles together, the same share for each: a prompt without a cap takes minutes.
PROMPT_TOKENS = 1500
TOKENS_A_WORD = 1.6
_WORD = re.compile(r"[^\W_]+")


def first_sentences(story: Story, words: int) -> list[str]:
    """Return the first sentence of each article, then each one's second, until it is enough."""
    rounds = itertools.zip_longest(*story.articles.values())
    return enough([s for one in rounds for s in one if s], words)


def enough(sentences: Sequence[str], words: int) -> list[str]:
    """Return as many of the sentences as it takes to reach a number of words."""
    kept: list[str] = []
    while len(kept) < len(sentences) and sum(len(s.split()) for s in kept) < words:
        kept.append(sentences[len(kept)])
    return kept


class _Given:
    """Sumy's tokenizer for sentences that are split already, one a line: it downloads nothing."""

    def to_sentences(self, text: str) -> list[str]:
        return text.split("\n")

    def to_words(self, text: str) -> list[str]:
        return _WORD.findall(text)


def lexrank(story: Story, lengths: Sequence[int]) -> list[list[str]]:
    """Return what sumy's LexRank takes from all articles, in their order, for each length."""
    sentences = [" ".join(s.split()) for many in story.articles.values() for s in many]
    # Sumy takes a line in capitals for a heading, and joins lines without an empty one between.
    document = PlaintextParser("\n\n".join(sentences), _Given()).document
    ranked: list[Any] = []

    def all_of_them(infos: list[Any]) -> list[Any]:
        """Sumy asks what to keep of the ranked sentences; the matrix is worth making only once."""
        ranked.extend(infos)
        return infos

    LexRankSummarizer(Stemmer("english"))(document, all_of_them)
    order = {str(info.sentence): info.order for info in ranked}
    kept = [enough([str(info.sentence) for info in ranked], words) for words in lengths]
    return [sorted(many, key=order.__getitem__) for many in kept]


class Prompted:
    """The writer's base model without our adapter, asked for the whole summary at once."""

    def __init__(self) -> None:
        folder = base_writer()
        self._tokenizer = AutoTokenizer.from_pretrained(folder, trust_remote_code=False)
        self._tokenizer.padding_side = "left"
        self._model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.bfloat16).eval()

    def write(self, story: Story, lengths: Sequence[int]) -> list[str]:
        """Return a summary of all articles for each number of words, by greedy decoding."""
        prompts = [self._prompt(story, words) for words in lengths]
        batch = self._tokenizer(
            prompts, return_tensors="pt", padding=True, add_special_tokens=False
        )
        most = [int(words * TOKENS_A_WORD) for words in lengths]
        ends = {int(self._tokenizer.eos_token_id)}
        with torch.inference_mode():
            count = len(most)
            found = decode(
                self._model, batch, most, ends, [None] * count, [1] * count, [-math.inf] * count
            )
        texts = self._tokenizer.batch_decode(
            [many[0].tokens for many in found], skip_special_tokens=True
        )
        return [" ".join(t.split()) for t in texts]

    def _prompt(self, story: Story, words: int) -> str:
        room = PROMPT_TOKENS // max(1, len(story.articles))
        told = "\n\n".join(
            f"Article {n}: {self._shortened(' '.join(sentences), room)}"
            for n, sentences in enumerate(story.articles.values(), 1)
        )
        asked = (
            f"{told}\n\nWrite one neutral summary of these articles in about {words} words. Give "
            "only the summary."
        )
        return str(
            self._tokenizer.apply_chat_template(
                [{"role": "user", "content": asked}], tokenize=False, add_generation_prompt=True
            )
        )

    def _shortened(self, text: str, tokens: int) -> str:
        ids = self._tokenizer(text, add_special_tokens=False)["input_ids"][:tokens]
        return str(self._tokenizer.decode(ids))
