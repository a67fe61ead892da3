"""A graph over HTTP: pages to explore, a SPARQL endpoint, a JSON API. Read-only; needs the extra ``serve``."""
