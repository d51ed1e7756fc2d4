"""``crosswire keys``: API keys made, listed and revoked."""

from __future__ import annotations

from typing import Annotated

import typer

from api import exits
from api.cli_store import opened_store, say_done
from api.printing import console

app = typer.Typer(help="API keys: who may call the service, and what for.", no_args_is_help=True)

SCOPES_HELP = (
    "What it may do (repeatable): brief:write makes and erases briefs, brief:read reads them, "
    "brief:review reviews them, admin does all of it."
)


@app.command()
def create(
    owner: Annotated[
        str, typer.Option(help="Whose it is: the keys of one owner see each other's briefs.")
    ],
    scope: Annotated[list[str], typer.Option(help=SCOPES_HELP)],
    expires: Annotated[
        str | None, typer.Option(metavar="DURATION", help="After how long it ends, such as 90d.")
    ] = None,
) -> None:
    """Make a key and print it, for the only time: what is kept cannot be turned back into it."""
    from api.keys.creating import create_key

    try:
        token, key = create_key(owner, scope, expires)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    with opened_store() as store:
        store.keys.add(key)
    typer.echo(token.text)
    exits.say(f"made {key.id} of {key.owner}: {', '.join(key.scopes)}; it is not shown again")


@app.command("list")
def list_keys() -> None:
    """List the keys: ids, owners, scopes and states; the keys themselves are not known here."""
    from api.render.registers import keys_to_terminal

    with opened_store() as store:
        console().print(keys_to_terminal(store.keys.all()), soft_wrap=True)


@app.command()
def revoke(id: Annotated[str, typer.Argument(help="The key's id, such as cw_3f9a…")]) -> None:  # noqa: A002
    """Revoke a key for good; requests with it are refused from now on."""
    with opened_store() as store:
        revoked = store.keys.revoke(id)
    say_done(id, "revoked", found=revoked, else_="there is no such key, or it is revoked already")
