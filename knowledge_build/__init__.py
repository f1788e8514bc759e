"""Scripts that derive parts of `knowledge/` from free sources; run by hand, never by the pipeline."""
