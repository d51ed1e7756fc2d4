"""Planting contradictions into real clusters: own code, nothing of the system that is measured."""
