"""Deals as pages: one self-contained HTML file, from any graph or part of it."""
