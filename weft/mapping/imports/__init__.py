"""Bringing files into a network: read, preview as a difference, apply, report."""
