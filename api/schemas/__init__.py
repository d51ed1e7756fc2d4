"""Request and response JSON: the only crossing between the walk's nouns and pydantic."""

from api.schemas.answer import BriefAnswer, answer_of, new_id, now
from api.schemas.problem import Problem, ProblemPlace
from api.schemas.request import ArticleIn, BriefRequest, OptionsIn, options_of, posted_of

__all__ = [
    "ArticleIn",
    "BriefAnswer",
    "BriefRequest",
    "OptionsIn",
    "Problem",
    "ProblemPlace",
    "answer_of",
    "new_id",
    "now",
    "options_of",
    "posted_of",
]
