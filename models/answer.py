"""What leaves: the brief with everything that an editor needs to check it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.articles import visible
from models.limits import Limits
from models.neutrality import loadedness
from models.news import (
    Article,
    ArticleReport,
    Brief,
    BriefClaim,
    Checked,
    Claim,
    Cluster,
    Disagreement,
    Duplicate,
    Evidence,
    Merged,
    Options,
    Posted,
    Sentence,
    SingleSource,
    Warned,
)


def compose(
    posted: Sequence[Posted],
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    clusters: Sequence[Cluster],
    ranked: Sequence[Claim],
    disagreements: Sequence[Disagreement],
    checked: Checked,
    copies: Mapping[str, str],
    options: Options,
    limits: Limits,
    warnings: Sequence[Warned],
) -> Brief:
    """Return the brief; ``models`` and ``timings_ms`` are filled in by the walk."""
    cited = {e for s in checked.sentences for e in s.citations}
    disputed = {e for d in disagreements for p in d.positions for e in p.evidence}
    shown = [
        c
        for c in ranked
        if len(c.articles) > 1 or any(s.evidence in cited | disputed for s in c.sentences)
    ]
    numbers = {c.id: f"c{i}" for i, c in enumerate(shown, 1)}
    single = [c for c in ranked if len(c.articles) == 1]
    text = [s.text for s in checked.sentences]
    bullets = options.style == "bullets"
    return Brief(
        headline=checked.headline.text if checked.headline else "",
        headline_citations=checked.headline.evidence if checked.headline else (),
        text="\n".join(f"- {t}" for t in text) if bullets else " ".join(text),
        style=options.style,
        sentences=checked.sentences,
        disagreements=tuple(disagreements),
        claims=tuple(_claim(c, numbers[c.id], disagreements) for c in shown),
        single_source_total=len(single),
        single_source=tuple(_single(c.sentences[0]) for c in single[: limits.single_source_shown]),
        duplicates=tuple(_duplicate(c, sentences) for c in clusters if len(c.members) > 1),
        dropped=checked.dropped,
        articles=_reports(posted, articles, sentences, cited, copies),
        neutrality_brief=round(loadedness(text), 4),
        neutrality_articles=_neutrality(posted, articles, sentences),
        warnings=tuple(warnings),
        models={},
        timings_ms={},
    )


def _claim(claim: Claim, number: str, disagreements: Sequence[Disagreement]) -> BriefClaim:
    return BriefClaim(
        id=number,
        text=claim.text,
        date=claim.date,
        origins=claim.origins,
        articles=claim.articles,
        evidence=tuple(s.evidence for s in claim.sentences),
        disagreements=tuple(d.id for d in disagreements if claim.id in d.claims),
    )


def _single(sentence: Sentence) -> SingleSource:
    evidence = sentence.evidence
    return SingleSource(evidence.article_id, evidence.quote, evidence.start, evidence.end)


def _duplicate(cluster: Cluster, sentences: Sequence[Sentence]) -> Duplicate:
    merged = tuple(
        Merged(sentences[i].evidence, round(max(0.0, min(1.0, s)), 4))
        for i, s in zip(cluster.members, cluster.similarity, strict=True)
        if i != cluster.kept
    )
    return Duplicate(sentences[cluster.kept].evidence, merged)


def _reports(
    posted: Sequence[Posted],
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    cited: set[Evidence],
    copies: Mapping[str, str],
) -> tuple[ArticleReport, ...]:
    by_id = {a.id: a for a in articles}
    return tuple(_report(by_id[p.id], sentences, cited, copies) for p in posted)


def _report(
    article: Article, sentences: Sequence[Sentence], cited: set[Evidence], copies: Mapping[str, str]
) -> ArticleReport:
    own = [s.evidence for s in sentences if s.evidence.article_id == article.id]
    return ArticleReport(
        id=article.id,
        source=article.source,
        sentences=len(own),
        used=sum(e in cited for e in own),
        boilerplate_spans=article.boilerplate,
        same_copy_as=copies.get(article.id),
        text=article.text if article.extracted else None,
    )


def _neutrality(
    posted: Sequence[Posted], articles: Sequence[Article], sentences: Sequence[Sentence]
) -> dict[str, float]:
    texts: dict[str, list[str]] = {p.id: [] for p in posted}
    for sentence in sentences:
        texts[sentence.evidence.article_id].append(sentence.text)
    unread = {a.id: [visible(a.text[x:y]) for x, y in a.story] for a in articles if not a.usable}
    return {i: round(loadedness(t or unread.get(i, [])), 4) for i, t in texts.items()}
