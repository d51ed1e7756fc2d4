"""``crosswire webhooks``: who is told of the end of a key's briefs."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from api import exits
from api.cli_store import opened_store, say_done
from api.parts import read_settings
from api.printing import console

if TYPE_CHECKING:
    from api.sealing import Seal
    from api.settings import Settings

app = typer.Typer(
    help="Webhooks: who is told when a brief is done; needs CROSSWIRE_SECRET_KEY.",
    no_args_is_help=True,
)


def secret_key() -> None:
    """Print a new key for CROSSWIRE_SECRET_KEY, under which secrets of others are sealed."""
    from api.sealing import new_key

    typer.echo(new_key())


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="Where to send to: https, unless it is exempt.")],
    key_id: Annotated[str, typer.Option(help="The API key of whose briefs it is told.")],
) -> None:
    """Tell an address of the briefs of a key; prints the secret that signs, for the only time."""
    from api.webhooks.receivers import Receiver

    settings = read_settings()
    seal = _seal(settings)
    try:
        receiver = Receiver.at(url, settings.allow_hosts)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    with opened_store(settings) as store:
        key = store.keys.find(key_id)
        if key is None or key.revoked_at:
            raise typer.BadParameter("there is no such key, or it is revoked")
        webhook = receiver.webhook(key_id, seal)
        store.webhooks.add(webhook)
    typer.echo(receiver.shown_secret)
    exits.say(f"made {webhook.id} to {receiver.host}; its secret is not shown again")


@app.command("list")
def list_webhooks() -> None:
    """List the webhooks with their addresses, how many messages wait and were given up."""
    from api.render.registers import webhooks_to_terminal
    from api.sealing import Sealed
    from api.webhooks.receivers import Receiver

    settings = read_settings()
    seal, addresses = settings.seal(), dict[str, str]()
    with opened_store(settings) as store:
        told = store.webhooks.all()
    if seal:
        for one in told:
            with suppress(Sealed):
                addresses[one.webhook.id] = Receiver.of(one.webhook.sealed, seal).url
    console().print(webhooks_to_terminal(told, addresses), soft_wrap=True)


@app.command()
def remove(id: Annotated[str, typer.Argument(help="The webhook's id, such as wh_3f9a…")]) -> None:  # noqa: A002
    """Tell an address nothing more, nor what still waits for it."""
    with opened_store() as store:
        removed = store.webhooks.remove(id)
    say_done(id, "removed", found=removed, else_="there is no such webhook")


@app.command("seal-again")
def seal_again() -> None:
    """Seal all under the first key of CROSSWIRE_SECRET_KEY, so that the others can go."""
    from api.sealing import Sealed

    settings = read_settings()
    seal = _seal(settings)
    with opened_store(settings) as store:
        webhooks = [one.webhook for one in store.webhooks.all()]
        try:
            anew = [(w.id, seal.seal(seal.unseal(w.sealed))) for w in webhooks]
        except Sealed:
            raise typer.BadParameter("CROSSWIRE_SECRET_KEY does not unseal all of them") from None
        store.webhooks.seal_again(anew)
    exits.say(f"sealed {len(anew)} again")


def _seal(settings: Settings) -> Seal:
    seal = settings.seal()
    if seal is None:
        raise typer.BadParameter(
            "webhooks are off: set CROSSWIRE_SECRET_KEY (`crosswire secret-key` makes one)"
        )
    return seal
