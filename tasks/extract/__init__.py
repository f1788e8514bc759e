"""Clean text to mentions, quantities and claims."""
