"""The desk: the page that an editor opens at ``/``. Rendered here; it works without JavaScript.

``making`` and ``reading`` are its doors, ``signing_in`` the one with a key. ``sheets`` reads the
form that was posted; ``opened`` holds a brief with its texts, ``cutting`` cuts these where evidence
begins and ends, ``matrix``, ``cards`` and ``tellings`` say who says what. Templates get these
views alone, and escape all they show.
"""
