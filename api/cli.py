"""The command ``crosswire``.

``crosswire brief FILE…`` prints a brief, and nothing else on standard output; what went wrong or
had to be guessed goes to standard error. Exit codes: 0 done; 2 wrong usage; 3 bad input; 4 weights
missing or changed; 5 no brief could be made; 6 a remote writer did not answer; 7 the database
cannot be used; 130 interrupted (``api.exits`` has the table). Everything heavy is imported by the
command that needs it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from api import cli_keys, cli_models, cli_slack, cli_webhooks, cli_worker, exits
from api.cli_store import database_codes
from api.exits import exit_codes
from api.parts import Parts, parts_of, read_settings
from api.printing import print_answer, tolerate_any_character

if TYPE_CHECKING:
    from api.asking import Asked
    from api.schemas import BriefAnswer
    from api.settings import Settings
    from models.news import Brief

app = typer.Typer(
    help="Several articles on one event in, one neutral brief that says where they disagree out.",
    epilog=exits.HELP,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(cli_models.app, name="models")
app.add_typer(cli_keys.app, name="keys")
app.add_typer(cli_webhooks.app, name="webhooks")
app.command("secret-key", epilog=exits.HELP)(cli_webhooks.secret_key)
app.add_typer(cli_slack.app, name="slack")
app.command(epilog=exits.HELP)(cli_worker.worker)

Files = Annotated[
    list[Path],
    typer.Argument(
        help="Text, Markdown or HTML files, one article each; `-` alone reads one JSON request.",
        show_default=False,
    ),
]
Style = Literal["paragraph", "bullets"]


@app.callback(invoke_without_command=True)
def crosswire(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Print the version, or go on to a command."""
    tolerate_any_character()
    if version:
        from importlib.metadata import version as installed

        typer.echo(installed("crosswire"))
        raise typer.Exit


@app.command(epilog=exits.HELP)
def brief(
    context: typer.Context,
    files: Files,
    as_json: Annotated[
        bool, typer.Option("--json", help="As JSON: the answer of POST /v1/briefs.")
    ] = False,
    as_markdown: Annotated[
        bool, typer.Option("--markdown", help="As a Markdown document.")
    ] = False,
    as_html: Annotated[bool, typer.Option("--html", help="As an HTML page.")] = False,
    as_ninjs: Annotated[
        bool, typer.Option("--ninjs", help="As a news item in IPTC's ninjs 3.1.")
    ] = False,
    source: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=FILE",
            help="The outlet of a file (repeatable); else what the file says, else its name.",
        ),
    ] = None,
    max_words: Annotated[
        int | None, typer.Option(min=30, max=600, help="The most words that the brief may have.")
    ] = None,
    style: Annotated[
        Style | None, typer.Option(help="Running text, or one line per sentence.")
    ] = None,
    min_score: Annotated[
        float | None, typer.Option(min=0, max=1, help="Leave out disagreements that score less.")
    ] = None,
) -> None:
    """Write one brief of several articles on one event, with their disagreements."""
    form = _form(json=as_json, markdown=as_markdown, html=as_html, ninjs=as_ninjs)
    with exit_codes():
        settings = read_settings()
        asked = _asked(files, source or [], settings).with_options(
            max_words=max_words, style=style, min_score=min_score
        )
        answer = _answer(asked, settings, parts_of(context))
        print_answer(answer, form)


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="On which port.")] = 8000,
    keys: Annotated[
        bool | None,
        typer.Option(
            "--keys/--no-keys",
            help="Whether callers need an API key; without keys only on loopback.",
            show_default="needed, but on loopback only once there is one",
        ),
    ] = None,
) -> None:
    """Serve over HTTP."""
    with database_codes():
        parts_of(context).serve(host, port, keys)


def main() -> None:
    """Run the command."""
    app()


def _form(**asked: bool) -> str:
    """Return the form that was asked for; none is the terminal's."""
    forms = [name for name, wanted in asked.items() if wanted]
    if len(forms) > 1:
        said = " and ".join(f"--{name}" for name in forms)
        raise typer.BadParameter(f"{said} exclude each other")
    return forms[0] if forms else "terminal"


def _asked(files: list[Path], outlets: list[str], settings: Settings) -> Asked:
    from api.asking import from_files, from_request

    if Path("-") not in files:
        return from_files(files, outlets, settings)
    if len(files) > 1 or outlets:
        raise typer.BadParameter("`-` stands alone: its request names its own sources")
    return from_request(sys.stdin.buffer, settings)


def _answer(asked: Asked, settings: Settings, parts: Parts) -> BriefAnswer:
    for note in asked.notes:
        exits.say(f"note: {note}")
    if not asked.by_url:
        return _briefed(asked, settings, parts)
    from api.asking import fetched

    there = fetched(asked, settings)
    return there.briefed(lambda posted: _briefed(asked.with_posted(posted), settings, parts))


def _briefed(asked: Asked, settings: Settings, parts: Parts) -> BriefAnswer:
    from api.schemas import answer_of, new_id, now

    made = _made(asked, settings, parts)
    if not made.sentences:
        raise exits.NothingToSay(asked.nothing_said(made.warnings))
    return answer_of(made, new_id(), now())


def _made(asked: Asked, settings: Settings, parts: Parts) -> Brief:
    from api.progress import progress_bar
    from models.errors import InputError
    from models.pipeline import summarise

    with progress_bar() as report:
        newsroom = parts.newsroom(settings)
        try:
            return summarise(asked.posted, newsroom, asked.options, progress=report)
        except InputError as error:
            raise asked.in_files(error) from None


if __name__ == "__main__":
    main()
