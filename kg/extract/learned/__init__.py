"""The trained part of extraction: a linear model over the parse and a small encoder of the text, averaged.

They weigh what the frames read and add what the frames miss. Inference only: numpy and archives of plain arrays, no
pickles. ``tests/training/`` holds how they were trained.
"""
