"""How a brief looks as a page of its own, and what its browser may do: show it, nothing else."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

STYLE = """
:root { color-scheme: light dark; --line: #8886; --mark: #b34700; }
@media (prefers-color-scheme: dark) { :root { --mark: #ffb27a; } }
body { font: 1.0625rem/1.6 Georgia, serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
sup { font-size: .75em; line-height: 0; }
blockquote { margin: .5rem 0 .5rem 1rem; padding-left: 1rem; border-left: 3px solid var(--line); }
.dispute { border: 2px solid var(--mark); border-radius: .5rem; padding: 0 1rem 1rem; }
.dispute + .dispute { margin-top: 1rem; }
.disputed, .withheld { color: var(--mark); }
.kind, .about { font: .875rem/1.5 sans-serif; }
@media print { a { color: inherit; text-decoration: none; } .dispute { break-inside: avoid; } }
"""


def policy() -> str:
    """Return the content security policy: no script, no request, and this one style."""
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def policy_in_page() -> str:
    """Return the part of the policy that a page may state itself: it holds for saved copies."""
    return policy().rpartition(";")[0]
