"""The reliability of confidences: a table, and the same as a picture."""

from itertools import pairwise

import numpy as np

EDGES = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 1.01)
SIDE, EDGE = 320, 46


def reliability(values, right):
    """Return, for each band of confidence, the claims in it, their mean confidence and the share that is right."""
    table = []
    for low, high in pairwise(EDGES):
        inside = (values >= low) & (values < high)
        if inside.any():
            row = {"from": low, "to": min(high, 1.0), "claims": int(inside.sum())}
            table.append(
                {
                    **row,
                    "confidence": round(float(values[inside].mean()), 3),
                    "right": round(float(np.mean(right[inside])), 3),
                }
            )
    return table


def reliability_svg(table):
    """Return the table as an SVG picture: confidence against share right, the area of a dot its claims."""
    size = SIDE + 2 * EDGE
    x, y = (lambda v: EDGE + v * SIDE), (lambda v: EDGE + (1 - v) * SIDE)
    marks = [
        f'<circle cx="{x(row["confidence"]):.1f}" cy="{y(row["right"]):.1f}" r="{2 + row["claims"] ** 0.5:.1f}" fill="#2a6" fill-opacity=".7">'
        f"<title>{row['claims']} claims at {row['confidence']}: {row['right']} right</title></circle>"
        for row in table
    ]
    ticks = [
        f'<text x="{x(v):.0f}" y="{size - EDGE + 18}" text-anchor="middle">{v:.1f}</text>'
        f'<text x="{EDGE - 8}" y="{y(v) + 4:.0f}" text-anchor="end">{v:.1f}</text>'
        for v in (0, 0.2, 0.4, 0.6, 0.8, 1)
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" font-family="sans-serif" font-size="12">',
            "<title>Share of claims that are right, by confidence; cross-validated by writer</title>",
            f'<rect x="{EDGE}" y="{EDGE}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#888"/>',
            f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" stroke="#888" stroke-dasharray="4"/>',
            *ticks,
            *marks,
            f'<text x="{size / 2}" y="{size - 8}" text-anchor="middle">confidence</text>',
            f'<text x="14" y="{size / 2}" text-anchor="middle" transform="rotate(-90 14 {size / 2})">right</text>',
            "</svg>\n",
        ]
    )
