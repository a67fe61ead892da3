"""Currencies as news writes them: symbols, ISO 4217 codes and names, before or behind an amount.

"$" and "dollars" are taken for the United States', "¥" for Japan's, unless the text says otherwise. A name that several
countries share ("kr", "kroner", "crowns") means the one whose country or code the text mentions, and nothing where it
mentions none or several.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.extract.numbers import GAP, HYPHEN

_ISO = (
    "USD EUR GBP JPY CNY CNH RMB CHF SEK NOK DKK ISK CAD AUD NZD HKD SGD TWD KRW INR BRL MXN ZAR AED SAR QAR KWD BHD OMR ILS NIS TRY "
    "RUB PLN CZK HUF RON BGN UAH THB IDR MYR PHP VND PKR BDT LKR EGP MAD NGN KES GHS CLP COP ARS PEN MZN".split()
)
_RENAMED = {"RMB": "CNY", "CNH": "CNY", "NIS": "ILS"}
_SYMBOLS = {
    **{f"{area}$": code for area, code in {"US": "USD", "U.S.": "USD", "USD": "USD", "": "USD"}.items()},
    "C$": "CAD",
    "CA$": "CAD",
    "CAD$": "CAD",
    "CDN$": "CAD",
    "Cdn$": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "AUD$": "AUD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "SG$": "SGD",
    "NT$": "TWD",
    "R$": "BRL",
    "MX$": "MXN",
    "Mex$": "MXN",
    "CN\u00a5": "CNY",
    "RMB\u00a5": "CNY",
    "JP\u00a5": "JPY",
    "\u00a5": "yen",
    "\uffe5": "yen",
    "\u20ac": "EUR",
    "\u00a3": "GBP",
    "\u20a9": "KRW",
    "\u20b9": "INR",
    "\u20bd": "RUB",
    "\u20ba": "TRY",
    "\u20aa": "ILS",
    "\u0e3f": "THB",
    "\u20ab": "VND",
    "\u20b1": "PHP",
    "\u20b4": "UAH",
    "\u20a6": "NGN",
    "Rs.": "INR",
    "Rs": "INR",
    "Rp": "IDR",
    "RM": "MYR",
    "SFr": "CHF",
    "SFr.": "CHF",
    "Fr.": "CHF",
    "Dh": "AED",
    "Dhs": "AED",
    "kr": "krone",
    "kr.": "krone",
    "R": "ZAR",
}
_NAMES = {
    **dict.fromkeys(("dollar", "dollars"), "USD"),
    **dict.fromkeys(("euro", "euros"), "EUR"),
    **dict.fromkeys(("pound", "pounds", "sterling", "pounds sterling"), "GBP"),
    "yen": "JPY",
    **dict.fromkeys(("yuan", "renminbi", "rmb"), "CNY"),
    "won": "KRW",
    **dict.fromkeys(("franc", "francs"), "CHF"),
    **dict.fromkeys(("krona", "kronor"), "SEK"),
    **dict.fromkeys(("krone", "kroner", "crown", "crowns"), "krone"),
    **dict.fromkeys(("rupee", "rupees"), "INR"),
    **dict.fromkeys(("reais",), "BRL"),
    "rand": "ZAR",
    **dict.fromkeys(("dirham", "dirhams"), "dirham"),
    **dict.fromkeys(("riyal", "riyals"), "SAR"),
    **dict.fromkeys(("shekel", "shekels"), "ILS"),
    "lira": "TRY",
    **dict.fromkeys(("rouble", "roubles", "ruble", "rubles"), "RUB"),
    **dict.fromkeys(("zloty", "zlotys"), "PLN"),
    **dict.fromkeys(("koruna", "korunas"), "CZK"),
    **dict.fromkeys(("forint", "forints"), "HUF"),
    "baht": "THB",
    "rupiah": "IDR",
    "ringgit": "MYR",
    "dong": "VND",
    "naira": "NGN",
    "hryvnia": "UAH",
    "taka": "BDT",
    **dict.fromkeys(("metical", "meticais"), "MZN"),
    **dict.fromkeys(("peso", "pesos"), "peso"),
    **dict.fromkeys(("sol", "soles"), "PEN"),
    **dict.fromkeys(("guilder", "guilders"), "NLG"),
    **dict.fromkeys(("deutschmark", "deutschmarks", "deutsche marks"), "DEM"),
    **dict.fromkeys(("peseta", "pesetas"), "ESP"),
    "lire": "ITL",
    **dict.fromkeys(("dinar", "dinars"), ""),
    **dict.fromkeys(("shilling", "shillings"), ""),
}
_NATIONS = {
    **dict.fromkeys(("us", "u.s.", "american"), ("USD", "dollar")),
    "canadian": ("CAD", "dollar"),
    "australian": ("AUD", "dollar"),
    "new zealand": ("NZD", "dollar"),
    "hong kong": ("HKD", "dollar"),
    "singapore": ("SGD", "dollar"),
    "singaporean": ("SGD", "dollar"),
    **dict.fromkeys(("taiwan", "new taiwan", "taiwanese"), ("TWD", "dollar")),
    "british": ("GBP", "pound"),
    "egyptian": ("EGP", "pound"),
    "japanese": ("JPY", "yen"),
    "chinese": ("CNY", "yuan"),
    **dict.fromkeys(("korean", "south korean"), ("KRW", "won")),
    "swiss": ("CHF", "franc"),
    "french": ("FRF", "franc"),
    "belgian": ("BEF", "franc"),
    "swedish": ("SEK", "kron crown"),
    "norwegian": ("NOK", "kron crown"),
    "danish": ("DKK", "kron crown"),
    "czech": ("CZK", "koruna crown"),
    "indian": ("INR", "rupee"),
    "pakistani": ("PKR", "rupee"),
    "sri lankan": ("LKR", "rupee"),
    "brazilian": ("BRL", "rea"),
    "south african": ("ZAR", "rand"),
    **dict.fromkeys(("uae", "emirati"), ("AED", "dirham")),
    "moroccan": ("MAD", "dirham"),
    "saudi": ("SAR", "riyal"),
    "qatari": ("QAR", "riyal"),
    "kuwaiti": ("KWD", "dinar"),
    "bahraini": ("BHD", "dinar"),
    "israeli": ("ILS", "shekel"),
    "turkish": ("TRY", "lira"),
    "russian": ("RUB", "r"),
    "polish": ("PLN", "zloty"),
    "mexican": ("MXN", "peso"),
    "philippine": ("PHP", "peso"),
    "chilean": ("CLP", "peso"),
    "colombian": ("COP", "peso"),
    "argentine": ("ARS", "peso"),
    "kenyan": ("KES", "shilling"),
}
_SCALED_ONLY = frozenset({"pound", "pounds", "sol", "won", "rand", "dong", "crown", "crowns", "sterling"})
"""Names that are ordinary words or weights as well: money only with a magnitude or a nation."""
_SIGNS_OF = {
    "krone": {
        "SEK": r"SEK|Swed\w*|Stockholm|Gothenburg|kronor",
        "NOK": r"NOK|Norw\w*|Oslo",
        "DKK": r"DKK|Danish|Denmark|Copenhagen",
    },
    "dirham": {"AED": r"AED|UAE|Emirat\w*|Dubai|Abu Dhabi", "MAD": r"MAD|Morocc\w*|Casablanca|Rabat"},
    "peso": {
        "MXN": r"MXN|Mexic\w*",
        "PHP": r"PHP|Philippin\w*|Manila",
        "CLP": r"CLP|Chile\w*|Santiago",
        "COP": r"COP|Colombia\w*|Bogot\w*",
        "ARS": r"ARS|Argentin\w*|Buenos Aires",
    },
    "yen": {"CNY": r"CNY|RMB|yuan|renminbi|Chinese|China", "JPY": r"JPY|yen|Japan\w*|Tokyo"},
}
_DEFAULT = {"yen": "JPY", "dirham": "AED"}

_FRONT = re.compile(
    r"(?<![A-Za-z$\u20ac\u00a3])(?P<code>"
    + "|".join(re.escape(sign) for sign in sorted([*_SYMBOLS, *_ISO], key=len, reverse=True))
    + r")(?:[ \u00a0\u202f-]|\r?\n)?\Z"
)
_BACK = re.compile(
    rf"{HYPHEN}?{GAP}?(?:(?i:(?:(?P<nation>{'|'.join(re.escape(n).replace(chr(92) + ' ', GAP) for n in sorted(_NATIONS, key=len, reverse=True))})"
    rf"(?:{GAP}|{HYPHEN}))?(?P<name>pounds{GAP}sterling|{'|'.join(sorted(_NAMES, key=len, reverse=True)).replace(' ', GAP)}))(?![\w])(?![- ]?[zZ]one)"
    rf"|(?P<iso>{'|'.join(_ISO)})(?![\w])|(?P<sign>\u20ac|\u00a3|\u20a9|\u20b9|z\u0142|K\u010d|kr\b)(?![0-9]))",
    re.ASCII,
)
_MARKS = {
    "\u20ac": "EUR",
    "\u00a3": "GBP",
    "\u20a9": "KRW",
    "\u20b9": "INR",
    "z\u0142": "PLN",
    "K\u010d": "CZK",
    "kr": "krone",
}
_REACH = 8
_PASSAGE = 300


class Sign(NamedTuple):
    """A currency beside an amount: its ISO 4217 code, and where its sign or name begins and ends."""

    code: str
    start: int
    end: int


class Currencies:
    """The currencies of one text; what a shared name means is told by the passage around it, or by the whole text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._meant: dict[str, str | None] = {}

    def before(self, start: int, *, scaled: bool) -> Sign | None:
        """Return the sign or code that stands before an amount at ``start``, or None.

        ``scaled`` tells that the amount has a magnitude; a bare "R" is rand only then ("R500 million").
        """
        window = max(0, start - _REACH)
        match = _FRONT.search(self._text[window:start])
        if match is None or (match["code"] == "R" and not scaled):
            return None
        sign = match["code"]
        code = self._resolved(_SYMBOLS.get(sign, _RENAMED.get(sign, sign)), start)
        return Sign(code, window + match.start(), start) if code else None

    def behind(self, end: int, *, scaled: bool) -> Sign | None:
        """Return the name, code or sign that stands behind an amount that ends at ``end``, or None."""
        match = _BACK.match(self._text, end)
        if match is None:
            return None
        if match["name"]:
            code = self._named(match, scaled=scaled)
        elif match["iso"]:
            code = _RENAMED.get(match["iso"], match["iso"])
        else:
            code = self._resolved(_MARKS[match["sign"]], end)
        return Sign(code, match.start(), match.end()) if code else None

    def _named(self, match: re.Match[str], *, scaled: bool) -> str | None:
        name = " ".join(match["name"].lower().split())
        if match["nation"]:
            nation = " ".join(match["nation"].lower().split())
            code, stems = _NATIONS[nation]
            return code if name.startswith(tuple(stems.split())) else None
        if name in _SCALED_ONLY and not scaled:
            return None
        return self._resolved(_NAMES[name], match.start())

    def _resolved(self, code: str, at: int) -> str | None:
        """Return the ISO code that a shared name means at a place of the text, or None where that is open."""
        if code not in _SIGNS_OF:
            return code or None
        before = self._text[max(0, at - _PASSAGE) : at].rpartition("\n")[2]
        near = self._only(code, before + self._text[at : at + _PASSAGE].partition("\n")[0])
        if near:
            return near
        if code not in self._meant:
            self._meant[code] = self._only(code, self._text) or _DEFAULT.get(code)
        return self._meant[code]

    def _only(self, code: str, passage: str) -> str | None:
        told = [iso for iso, words in _SIGNS_OF[code].items() if re.search(rf"\b(?:{words})\b", passage)]
        return told[0] if len(told) == 1 else None
