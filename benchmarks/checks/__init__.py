"""Independent checks of an answer: they share no code with the product and only read what it says.

In reading order: `answer` (what was posted and answered), `contract`, `offsets`, `invention` (with
the recognisers `figures`, `dates`, `names`, `quotations`), `form`, `disputes`, `repeats`; `every`
puts them together, `reading` is what `faithfulness` adds, and `draw`, `door`, `record` and `tally`
serve the commands.
"""
