"""Pages of the regulations."""
