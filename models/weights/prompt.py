"""What the trained writer is asked: the same string in training and at run time.

Short on purpose: the prompts of a brief cost as much time as its sentences. Any other model is
asked as ``fenced.py`` says.
"""

from __future__ import annotations

from models.ports import WritingTask

_ASKED = {
    "report": "Report in one neutral sentence:",
    "attribute": "Report in one neutral sentence, saying who says so:",
    "dispute": "Report in one neutral sentence what each outlet says:",
    "headline": "Headline:",
}


def prompt(task: WritingTask) -> str:
    """Return the trained writer's prompt; the model goes on with a space and the sentence."""
    passages = "\n".join(f"{source}: {text}" for source, text in task.evidence)
    return f"{passages}\n\n{_ASKED[task.kind]}"
