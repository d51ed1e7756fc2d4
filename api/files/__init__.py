"""Files on disk -> articles as they are posted: text, outlet, title, date."""

from api.files.reading import Read, ReadLimits, read_articles

__all__ = ["Read", "ReadLimits", "read_articles"]
