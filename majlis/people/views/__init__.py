"""Pages of the identity port."""
