"""The Slack app: a brief where editors talk, with the disagreements first.

``blocks*`` build what is shown and are pure; ``collecting`` reads what was said; ``desk`` carries a
request from its acknowledgement to its answer; ``listeners`` is what Slack may ask of us. Nothing
here is imported where the app is off, but ``doors`` (its addresses) and ``limits``.
"""
