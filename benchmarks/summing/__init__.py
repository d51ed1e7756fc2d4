"""Summaries beside human ones: the measures, the other systems, and what is added up."""
