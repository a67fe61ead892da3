"""The trained part of extraction: a linear model over the parse that weighs what the frames read and adds what they miss.

It is inference only: numpy and an archive of plain arrays, no pickles. ``tests/training/`` holds how it was trained.
"""
