"""``crosswire slack``: what the Slack app lacks, and Socket Mode."""

from __future__ import annotations

import typer

from api.exits import DATABASE, exit_codes, say
from api.parts import parts_of, read_settings

app = typer.Typer(help="The Slack app; docs/slack/README.md sets it up.", no_args_is_help=True)


@app.command()
def check() -> None:
    """Say what the app lacks: secrets, tokens that work, scopes. Ends with 1 for anything."""
    from api.slack.checking import check as checked

    found = checked(read_settings())
    for line in found:
        typer.echo(f"{'!' if line.amiss else ' '} {line.said}")
    if any(line.amiss for line in found):
        raise typer.Exit(1)


@app.command()
def run(context: typer.Context) -> None:
    """Serve Slack by Socket Mode, for newsrooms without a public address.

    Needs CROSSWIRE_SLACK_BOT_TOKEN and CROSSWIRE_SLACK_APP_TOKEN. It makes the briefs itself,
    unless CROSSWIRE_BROKER_URL names a broker.
    """
    settings = read_settings()
    for name, secret in (
        ("CROSSWIRE_SLACK_BOT_TOKEN", settings.slack_bot_token),
        ("CROSSWIRE_SLACK_APP_TOKEN", settings.slack_app_token),
    ):
        if secret is None:
            raise typer.BadParameter(f"{name} is not set; see docs/slack/README.md")
    from api.errors import StoreUnavailable

    try:
        with exit_codes():
            parts_of(context).slack(settings)
    except StoreUnavailable as error:
        say(f"error: {error.detail}")
        raise typer.Exit(DATABASE) from None
