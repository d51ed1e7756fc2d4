"""What a planter is given and what it gives back."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.plants.near import quoted
from benchmarks.plants.parsing import Words


@dataclass(frozen=True, slots=True)
class Edit:
    """A sentence with another fact, and the words that hold it."""

    text: str  # the whole sentence after the edit
    original: str  # as the sentence had it
    planted: str
    partner: str  # as the other outlet's sentence has the original fact
    form: str  # which pattern made it


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence to edit, the sentence of another outlet beside it, and the cluster's words."""

    text: str
    partner: str
    words: Words
    partner_words: Words
    cluster: str  # titles and texts of all articles, case-folded
    rng: random.Random
    lead: str = ""  # what stands before the sentence in its paragraph
    partner_lead: str = ""

    def unseen(self, value: str) -> bool:
        """Tell whether a value stands nowhere in the cluster."""
        pattern = rf"(?<![\w.,]){re.escape(value.casefold())}(?!\w|[.,]\d)"
        return re.search(pattern, self.cluster) is None

    def quoted(self, start: int) -> bool:
        """Tell whether a place of the sentence stands in a quotation."""
        return quoted(self.text, start, self.lead)

    def partner_quoted(self, start: int) -> bool:
        """Tell whether a place of the other sentence stands in a quotation."""
        return quoted(self.partner, start, self.partner_lead)

    def replaced(
        self, start: int, end: int, planted: str, partner: str, form: str, tail: int | None = None
    ) -> Edit:
        """Return the edit that puts ``planted`` at a span; ``tail`` extends what is recorded."""
        tail = end if tail is None else tail
        return Edit(
            text=self.text[:start] + planted + self.text[end:],
            original=self.text[start:tail],
            planted=planted + self.text[end:tail],
            partner=partner,
            form=form,
        )


Planter = Callable[[Scene], Edit | None]
