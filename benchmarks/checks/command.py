"""The command line of the benchmarks that post real clusters to the service."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx

from benchmarks.checks.door import NotReadyError
from benchmarks.journal import OtherRunError


def parse_command(
    argv: Sequence[str] | None, doc: str, clusters: int, seed: int, data: Path | None = None
) -> argparse.Namespace:
    """Read the arguments; the folder of the clusters has to be named where none is given here."""
    parser = argparse.ArgumentParser(description=doc.splitlines()[0])
    parser.add_argument(
        "--data", type=Path, default=data, required=data is None, help="folder with the clusters"
    )
    parser.add_argument("--clusters", type=int, default=clusters)
    parser.add_argument("--seed", type=int, default=seed)
    parser.add_argument("--url", help="a running service; without it one is started")
    parser.add_argument("--max-words", type=int, default=180)
    parser.add_argument("--out", type=Path, help="file for the result; its journal stands beside")
    parser.add_argument("--answers", type=Path, help="file to which each cluster's answer is added")
    parser.add_argument("--resume", action="store_true", help="go on where the journal ends")
    args = parser.parse_args(argv)
    if args.resume and not args.out:
        parser.error("--resume needs --out")
    return args


def run_and_print(
    run: Callable[[argparse.Namespace], dict[str, Any]], args: argparse.Namespace
) -> dict[str, Any] | None:
    """Return what was printed, nothing when nobody can tell: what kept it is on standard error."""
    try:
        result = run(args)
    except (NotReadyError, OtherRunError, httpx.TransportError) as error:
        print(error, file=sys.stderr)
        return None
    text = json.dumps(result, ensure_ascii=False, indent=1)
    if args.out:
        args.out.write_text(text + "\n", encoding="utf-8")
    print(text)
    return result
