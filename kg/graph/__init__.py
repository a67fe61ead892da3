"""Deals as columns and compressed rows, under the face of a networkx graph.

:class:`~kg.graph.dealgraph.DealGraph` is a real ``nx.MultiDiGraph`` whose truth is a table of numpy columns, one row a
tie; its dicts are made when they are first touched. Searches run on :class:`~kg.graph.index.Index`, compressed sparse
rows of the ties folded into hops, and :mod:`kg.graph.backend` lets networkx's own functions run there too.

numpy and networkx are heavy, so nothing is loaded here; import the module that is meant.
"""
