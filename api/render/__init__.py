"""A brief as Markdown, HTML, ninjs and on a terminal: pure functions of the answer.

Whatever comes out of an article is hostile until it went through ``plain.one_line``, for HTML until
it is ``markup.Html``.
"""
