"""Choose a place's name in the script of its country, from names that carry no language.

GeoNames' alternate names say no language in the packages: of Москва, Масква and
Москов only the alphabet and the sound tell which is Russian.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

from unidecode import unidecode

from geo.folding import fold

ARABIC_SPEAKING = (
    "EG", "SD", "LY", "TN", "DZ", "MA", "EH", "MR", "SA", "YE", "OM", "AE", "QA", "BH", "KW",
    "IQ", "SY", "JO", "LB", "PS",
)  # fmt: skip
# ISO 15924 codes of the scripts of the countries that do not write Latin first.
SCRIPTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("RU", "BY", "BG", "UA", "KG", "KZ", "TJ", "MN"), ("Cyrl",)),
    **dict.fromkeys(("RS", "MK", "ME", "BA"), ("Cyrl",)),
    **dict.fromkeys(("GR", "CY"), ("Grek",)),
    **dict.fromkeys((*ARABIC_SPEAKING, "IR", "AF", "PK"), ("Arab",)),
    "IL": ("Hebr", "Arab"), "KP": ("Hang",), "KR": ("Hang",), "JP": ("Jpan",), "CN": ("Hans",),
    "SG": ("Hans",), "TW": ("Hant",), "HK": ("Hant",), "MO": ("Hant",), "IN": ("Deva",),
    "NP": ("Deva",), "BD": ("Beng",), "LK": ("Sinh", "Taml"), "TH": ("Thai",), "LA": ("Laoo",),
    "KH": ("Khmr",), "MM": ("Mymr",), "GE": ("Geor",), "AM": ("Armn",), "ET": ("Ethi",),
    "ER": ("Ethi",), "MV": ("Thaa",), "BT": ("Tibt",),
}  # fmt: skip
# The alphabets of languages that share a script; a name with another letter is not theirs.
_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
ALPHABETS: dict[str, str] = {
    "RU": _RUSSIAN,
    "KG": _RUSSIAN + "ңөү",
    "KZ": _RUSSIAN + "әғқңөұүһі",
    "TJ": _RUSSIAN + "ғӣқӯҳҷ",
    "MN": _RUSSIAN + "өү",
    "BY": "абвгдеёжзійклмнопрстуўфхцчшыьэюя'’",
    "UA": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'’ʼ",
    "BG": "абвгдежзийклмнопрстуфхцчшщъьюя",
    **dict.fromkeys(["RS", "ME", "BA"], "абвгдђежзијклљмнњопрстћуфхцчџш"),
    "MK": "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
    **dict.fromkeys(["GR", "CY"], "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ"),
    "IR": "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئءؤأ‌",
    "AF": "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئءؤأ‌",
    "PK": "آابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےئؤ‌",
}
_ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
ALPHABETS.update(dict.fromkeys(ARABIC_SPEAKING, _ARABIC))
# Legacy character sets tell which of two Chinese forms, or Japanese, a name is written in.
CODECS = {"Hans": "gb2312", "Hant": "big5", "Jpan": "cp932"}
SUFFIXES = {"Hang": ("특별시", "광역시", "직할시", "시"), "Hans": ("市",), "Hant": ("市",)}
LONG_FORMS = ("市", "县", "縣", "镇", "鎮", "区", "區", "町", "村", "시", "군", "읍", "역")
_BLOCKS = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek", "ARABIC": "Arab", "HEBREW": "Hebr",
    "HANGUL": "Hang", "CJK": "Hans", "HIRAGANA": "Hira", "KATAKANA": "Kana",
    "DEVANAGARI": "Deva", "BENGALI": "Beng", "THAI": "Thai", "LAO": "Laoo", "KHMER": "Khmr",
    "MYANMAR": "Mymr", "GEORGIAN": "Geor", "ARMENIAN": "Armn", "ETHIOPIC": "Ethi",
    "SINHALA": "Sinh", "TAMIL": "Taml", "THAANA": "Thaa", "TIBETAN": "Tibt", "GUJARATI": "Gujr",
    "GURMUKHI": "Guru", "KANNADA": "Knda", "MALAYALAM": "Mlym", "TELUGU": "Telu", "ORIYA": "Orya",
}  # fmt: skip


@cache
def _script_of_letter(char: str) -> str:
    if not char.isalpha():
        return ""
    return _BLOCKS.get(unicodedata.name(char, "").split(" ")[0], "Zyyy")


def script_of(name: str) -> str:
    """ISO 15924 code of a name's script ("Hans" for all Han); "Zyyy" where it mixes several."""
    if name.isascii():
        return "Latn"
    scripts = {_script_of_letter(char) for char in name} - {""}
    if scripts <= {"Hans", "Hira", "Kana"} and len(scripts) > 1:
        return "Kana"
    return scripts.pop() if len(scripts) == 1 else "Zyyy"


def local_name(country: str, name: str, others: Iterable[str]) -> str:
    """Give "Cyrl:Владивосток"; "" where the country writes Latin or no name is in its script."""
    packed = []
    others = sorted(set(others))
    for script in SCRIPTS.get(country, ()):
        written = [other for other in others if fits(other, script, country)]
        if written:
            best = min(written, key=lambda other: (unlikeness(other, script, name), other))
            if "ال" + best in written:
                best = "ال" + best
            packed.append(f"{script}:{without_suffix(best, script)}")
    return "|".join(packed)


def without_suffix(name: str, script: str) -> str:
    """平壤 for 平壤市, 청진 for 청진시: the word for a city is no part of its name."""
    for suffix in SUFFIXES.get(script, ()):
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name.removesuffix(suffix)
    return name


def fits(name: str, script: str, country: str) -> bool:
    """Whether a name can be one of the country's main language."""
    found = script_of(name)
    if script in CODECS:
        if found != "Hans" and not (script == "Jpan" and found == "Kana"):
            return False
        try:
            name.encode(CODECS[script])
        except UnicodeEncodeError:
            return False
        return len(name) > 1
    if found != script or "," in name or "(" in name:
        return False
    alphabet = ALPHABETS.get(country)
    return alphabet is None or all(not c.isalpha() or c in alphabet for c in name.lower())


def unlikeness(other: str, script: str, name: str) -> float:
    """How far a name in another script is from the main name; long forms count against it."""
    if script in CODECS or script == "Hang":
        return (
            len(other) + 0.5 * other.endswith(LONG_FORMS) + (5 if script_of(other) == "Kana" else 0)
        )
    marks = sum(unicodedata.combining(char) > 0 for char in other)
    cost = 0.1 * len(other.split()) + 0.05 * marks
    if script in ("Arab", "Hebr"):
        # ى within a word and ئ before it are Uyghur; a final ه for ة is careless Arabic.
        cost += 0.5 * ("ى" in other[:-1] or other.startswith("ئ")) + 0.2 * other.endswith("ه")
        return cost + _distance(_bones(unidecode(other)), _bones(name))
    sound = fold(unidecode(other)).replace(" ", "")
    return cost + _distance(sound, fold(name).replace(" ", ""))


def _bones(name: str) -> str:
    """The consonants of a name, those that Arabic spells alike taken together."""
    key = fold(name).replace("kh", "x").replace("sh", "s").replace("gh", "g").replace("dh", "d")
    key = key.replace("th", "t").replace("q", "k").replace("c", "k").replace("j", "g")
    words = [word.removeprefix("al") if len(word) > 4 else word for word in key.split()]
    return "".join(char for char in "".join(words) if char not in "aeiouwyhx'`")


def _distance(a: str, b: str) -> float:
    """Edits from one to the other, as a share of the longer."""
    from rapidfuzz.distance import Levenshtein

    return float(Levenshtein.normalized_distance(a, b))
