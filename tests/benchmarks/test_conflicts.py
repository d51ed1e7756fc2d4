"""The fit of disagreements: what is calibrated on natural candidates means a probability."""

from __future__ import annotations

from models.conflicts import FEATURES, Conflict, Side, made
from models.news import Evidence, Figure, Sentence

RIGHT = 0.2  # of the natural candidates


def _conflict(strength: float) -> Conflict:
    figure = Figure(0, 1, "1", 1.0, 1.0, "", approximate=False)
    evidence = Evidence("a0", "Wire", 0, 1, "1")
    sentence = Sentence(0, 0, "Wire", "1", evidence)
    side = Side(sentence, figure)
    features = [strength, *([0.0] * (len(FEATURES["number"]) - 3))]
    return made("number", side, side, frozenset(), features)
