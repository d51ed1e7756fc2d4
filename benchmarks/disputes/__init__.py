"""What ``benchmarks.disagreements`` is made of: pure scoring, the two measures, the listing."""
