"""Forms of joining: their shape only; the actions check the rest."""
