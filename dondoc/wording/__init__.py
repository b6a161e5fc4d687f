"""Vietnamese text: NFC, folding (đ becomes d explicitly), tokens, document symbols, the Vietnamese order. No Django.

Words: fold (bỏ dấu), token (từ tìm kiếm), symbol (ký hiệu văn bản), sort key (khoá sắp xếp).
"""

import re
import unicodedata

__all__ = [
    "acronym", "clean_line", "clean_text", "fold", "nfc", "parse_symbol", "sort_key", "symbol_key", "tokens",
]  # fmt: skip

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SMALL_WORDS = frozenset({"và", "của", "các"})
_NUMBER_WORD = re.compile(r"^(số|so)(\s*:\s*|\s+|(?=\d))", re.IGNORECASE)
LONGEST_SORT_KEY = 500
_JOINER = "\u200d"  # holds the parts of an emoji together


def nfc(text: str) -> str:
    """The text in Unicode NFC, as everything is stored."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Lower case without marks: ``Đôn đốc`` becomes ``don doc``; what search compares."""
    lowered = nfc(text).lower().replace("đ", "d")
    decomposed = unicodedata.normalize("NFD", lowered)
    return "".join(char for char in decomposed if unicodedata.category(char) != "Mn")


def tokens(text: str) -> list[str]:
    """The folded words of the text in their order."""
    return _WORD.findall(fold(text))


def clean_line(text: str) -> str:
    """One line: NFC; control, invisible and direction-turning characters gone; runs of spaces made one."""
    return " ".join("".join(_visible(char) for char in nfc(text)).split())


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    return "" if category in {"Cs", "Co", "Cf"} and char != _JOINER else char


def clean_text(text: str) -> str:
    """Several lines: each cleaned, line breaks kept, no more than one empty line in a row."""
    lines = [clean_line(line) for line in nfc(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def symbol_key(text: str) -> str:
    """The comparable form of a document's number and symbol: ``438 / TB-UBND`` becomes ``438/tb-ubnd``."""
    folded = re.sub(r"\s+", "", fold(text)).replace("\u2013", "-").replace("\u2014", "-")
    return re.sub(r"^0+(?=\d)", "", folded)


def parse_symbol(text: str) -> tuple[str, str]:
    """Number and symbol of ``438/TB-UBND``; a text without a slash is a number when it begins with a digit."""
    cleaned = _NUMBER_WORD.sub("", clean_line(text))
    number, slash, symbol = cleaned.partition("/")
    if slash:
        return number.strip(), symbol.strip()
    return (cleaned, "") if cleaned[:1].isdigit() else ("", cleaned)


def acronym(text: str) -> str:
    """The first letters, upper case: ``Sở Tài chính`` becomes ``STC``; connecting words are passed over."""
    words = [word for word in re.findall(r"[^\W\d_]+", nfc(text)) if word.lower() not in _SMALL_WORDS]
    return "".join(word[0] for word in words).upper()


def sort_key(text: str) -> str:
    """A string whose plain order is the Vietnamese order: numbers by their size, then letters (a ă â b … d đ …), then tones.

    Never longer than the column that holds it: only the ends of very long names are lost.
    """
    letters: list[str] = []
    tones: list[str] = []
    for part in re.findall(r"\d{1,8}|\D", nfc(text).lower()):
        if part.isdecimal():
            letters.append("".join(f"{int(digit) + 1:02d}" for digit in f"{int(part):08d}"))
            continue
        base, tone = _split_tone(part)
        place = _LETTERS.find(base)
        if place >= 0:
            letters.append(f"{place + 11:02d}")
            tones.append(tone)
        elif letters and letters[-1] != "00":
            letters.append("00")
    return ("".join(letters) + "!" + "".join(tones))[:LONGEST_SORT_KEY]


def _split_tone(char: str) -> tuple[str, str]:
    decomposed = unicodedata.normalize("NFD", char)
    tone = next((_TONES[mark] for mark in decomposed if mark in _TONES), "0")
    return unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES)), tone
