"""Write ``cues/verbs/``: the persons and tenses of the verbs of movement in ``verbs.toml``.

    python data/build_verbs.py

Persons and tenses in which nobody tells a journey are left out: "du", "ihr", the imperative and
the subjunctive.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from textwrap import fill

FOLDER = Path(__file__).resolve().parent
OUTPUT = FOLDER / "cues" / "verbs"
HEAD = "# Forms of verbs of movement. Written by build_verbs.py from verbs.toml.\n"
Parts = list[str]
# Lists of a language that are no verbs by what they tell.
APART = ("strong", "ambiguous")
# What a Spanish verb ends in where its subject is "I" or "we".
FIRST = re.compile("mos$|[éí]$|(?:me|nos)$")
ACCENTED, PLAIN = str.maketrans("aeiou", "áéíóú"), str.maketrans("áéíóú", "aeiou")
# Of "ir", which would mean "were".
SUBJUNCTIVE = ("fuese",)
# A preposition of a phrase, and what its articles make of it.
CONTRACTED = {
    "fr": {"de": ("de", "du", "des", "d"), "à": ("à", "au", "aux")},
    "es": {"de": ("de", "del"), "a": ("a", "al", "á")},
}


def english(parts: Parts, prefix: str = "") -> tuple[list[str], list[str]]:
    """The forms of an English verb; none of its future, which has a word of its own."""
    infinitive = parts[0].rstrip("°")
    stem = infinitive
    if parts[0].endswith("°"):
        stem += infinitive[-1]
    elif re.search(r"[^eoy]e$|ue$", infinitive):
        stem = infinitive[:-1]
    soft = re.sub(r"([^aeiou])y$", r"\1ie", infinitive)
    hissing = soft.endswith(("s", "x", "z", "ch", "sh", "o"))
    present = f"{soft}{'es' if hissing else 's'}"
    past = f"{soft}d" if soft.endswith("e") else f"{stem}ed"
    told = parts[1:] or [past]
    going = f"{re.sub('ie$', 'y', infinitive) if infinitive.endswith('ie') else stem}ing"
    return list(dict.fromkeys((infinitive, present, *told, going))), []


def german(parts: Parts, prefix: str = "") -> tuple[list[str], list[str]]:
    """The forms of a verb by itself or with its prefix, and those that the prefix leaves."""
    infinitive = parts[0].rstrip("°")
    stem = infinitive.removesuffix("en") if infinitive.endswith("en") else infinitive[:-1]
    if len(parts) == 1:
        link = "e" if re.search(r"[td]$|[^lrhaeiouäöü][mn]$", stem) else ""
        plain = parts[0].endswith("°") or infinitive.endswith("ieren")
        plain = plain or infinitive.startswith(
            ("be", "er", "ver", "ent", "zer", "ge", "über", "um", "durch")
        )
        present, past = f"{stem}{link}t", f"{stem}{link}te"
        participle = f"{'' if plain else 'ge'}{stem}{link}t"
    else:
        _, present, past, participle = parts
    first = f"{stem[:-2]}le" if stem.endswith("el") else f"{stem}e"
    many = f"{past}n" if past.endswith("e") else f"{past}en"
    finite = [infinitive, first, present, past, many]
    return [*(f"{prefix}{form}" for form in finite), f"{prefix}{participle}"], finite


def dutch(parts: Parts, prefix: str = "") -> tuple[list[str], list[str]]:
    """The same of a Dutch verb."""
    infinitive, stem, past, many, participle = parts
    present = f"{stem}at" if stem.endswith("a") else stem if stem.endswith("t") else f"{stem}t"
    finite = [infinitive, stem, present, past, many]
    return [*(f"{prefix}{form}" for form in finite), f"{prefix}{participle}"], finite


def french(parts: Parts, prefix: str = "") -> tuple[list[str], list[str]]:
    """The forms of a French verb, and those of its future."""
    infinitive = parts[0].rstrip("°")
    if len(parts) == 1 and infinitive.endswith("ir"):
        stem = infinitive[:-1]
        present, future = (f"{stem}{end}" for end in ("t", "ra"))
        parts = [infinitive, present, f"{stem}ssons", f"{stem}ssent", present, future, stem]
    if len(parts) == 1 and infinitive.endswith("er"):
        stem = infinitive[:-2]
        soft = f"{stem}e" if stem.endswith("g") else f"{stem[:-1]}ç" if stem.endswith("c") else stem
        open_ = re.sub(r"[eé]([^aeiouyèé]{1,2})$", r"è\1", stem)
        if stem.endswith(("oy", "uy")):
            open_ = f"{stem[:-1]}i"
        future = f"{stem}er" if "é" in stem else f"{open_}er"
        return [
            *(infinitive, f"{open_}e", f"{open_}ent", f"{soft}ons", f"{soft}ant"),
            *(f"{soft}ais", f"{soft}ait", f"{stem}ions", f"{soft}aient"),
            *(f"{soft}ai", f"{soft}a", f"{soft}âmes", f"{stem}èrent"),
            *(f"{stem}é{end}" for end in ("", "e", "s", "es")),
        ], [f"{future}{end}" for end in ("ai", "a", "ons", "ont")]
    _, he, we, they, past, future, participle = parts
    stem = we.removesuffix("ons")
    tail = past[-2:] if past.endswith(("it", "ut")) else ""
    bare = past.removesuffix("t")
    if tail:
        hat = {"it": "î", "ut": "û"}[tail]
        told = [f"{bare}s", past, f"{past[:-2]}{hat}mes", f"{bare}rent"]
    elif past.endswith("int"):
        told = [f"{bare}s", past, f"{past[:-3]}înmes", f"{bare}rent"]
    else:
        told = [f"{past}i", past, f"{past[:-1]}âmes", f"{past[:-1]}èrent"]
    return [
        *(parts[0], he, we, they, f"{stem}ant"),
        *(f"{stem}{end}" for end in ("ais", "ait", "ions", "aient")),
        *told,
        *(f"{participle}{end}" for end in ("", "e", "s", "es")),
    ], [f"{future[:-1]}{end}" for end in ("ai", "a", "ons", "ont")]


def spanish(parts: Parts, prefix: str = "") -> tuple[list[str], list[str]]:
    """The forms of a Spanish verb, and those of its future."""
    parts = principal(parts)
    infinitive, stem = parts[0], parts[0][:-2]
    ar = infinitive.endswith("ar")
    past = ("aba", "ábamos", "aban") if ar else ("ía", "íamos", "ían")
    if infinitive == "ir":
        stem, past = "", ("iba", "íbamos", "iban")
    future, now = parts[8], "vamos" if infinitive == "ir" else f"{stem}{infinitive[-2]}mos"
    participle = [f"{parts[9][:-1]}{end}" for end in ("o", "a", "os", "as")]
    return [
        *(*parts[:8], now, parts[10]),
        *(f"{stem}{end}" for end in past),
        *participle,
        *enclitic(parts),
        *(f"{stem}{past[0]}{end}" for end in ("me", "se")),
    ], [f"{future[:-1]}{end}" for end in ("á", "án", "emos", "é")]


def principal(parts: Parts) -> Parts:
    """All principal parts of a Spanish verb, those of a regular one made from its infinitive."""
    if len(parts) > 1:
        return parts
    infinitive, stem = parts[0], parts[0][:-2]
    if not infinitive.endswith("ar"):
        present = [f"{stem}o", f"{stem}e", f"{stem}en"]
        past = [f"{stem}í", f"{stem}ió", f"{stem}imos", f"{stem}ieron"]
        return [infinitive, *present, *past, f"{infinitive}á", f"{stem}ido", f"{stem}iendo"]
    hard = re.sub(r"z$", "c", re.sub(r"c$", "qu", re.sub(r"g$", "gu", stem)))
    present = [f"{stem}o", f"{stem}a", f"{stem}an"]
    past = [f"{hard}é", f"{stem}ó", f"{stem}amos", f"{stem}aron"]
    return [infinitive, *present, *past, f"{infinitive}á", f"{stem}ado", f"{stem}ando"]


def enclitic(parts: Parts) -> list[str]:
    """The forms of a Spanish verb that a pronoun ends: "dirigiéndose", "embarcáronse", "fuime"."""
    infinitive, gerund = parts[0], parts[10]
    going = f"{gerund[:-4]}{'á' if gerund[-4] == 'a' else 'é'}ndo"
    mine, told = (_accented("[aeiou](?=[^aeiou]+[eo]$)", form) for form in parts[4:6])
    ours, many = _accented("[ai](?=mos$)", parts[6])[:-1], _accented("[ae](?=ron$)", parts[7])
    past = [f"{mine}me", f"{told}se", f"{ours}nos", f"{many}se"]
    # Some print them without the accent: "trasladose".
    past += [form.translate(PLAIN) for form in past[:2]]
    past = [form for form in dict.fromkeys(past) if form not in SUBJUNCTIVE]
    return [f"{form}{end}" for form in (infinitive, going) for end in ("se", "me", "nos")] + past


def carried(parts: Parts) -> list[str]:
    """The forms of a Spanish verb that one uses of who brought them: "llevóme", "trájonos"."""
    told = _accented("[aeiou](?=[^aeiou]+[eo]$)", parts[5]), _accented("[ae](?=ron$)", parts[7])
    return [f"{form}{end}" for form in told for end in ("me", "nos")]


def _accented(vowel: str, form: str) -> str:
    """The form with an accent on the vowel."""
    return re.sub(vowel, lambda found: found[0].translate(ACCENTED), form)


FORMS: dict[str, Callable[[Parts, str], tuple[list[str], list[str]]]] = {
    "en": english,
    "de": german,
    "nl": dutch,
    "fr": french,
    "es": spanish,
}


def forms(language: str, lists: dict[str, str], taken: set[str]) -> dict[str, dict[str, list[str]]]:
    """The forms by section ("verb", "split", "status") and list, but those taken or ambiguous."""
    strong = {entry.split("/")[0]: entry.split("/") for entry in lists["strong"].split()}
    taken = taken.union(lists["ambiguous"].split())
    made: dict[str, dict[str, list[str]]] = {"verb": {}, "split": {}, "status": {}}
    for kind in (kind for kind in lists if kind not in APART):
        whole, split = made["verb"].setdefault(kind, []), made["split"].setdefault(kind, [])
        for prefix, verb in verbs(lists[kind]):
            verb, _, rest = verb.partition("_")
            parts = strong.get(verb, [verb])
            told, others = FORMS[language](parts, prefix)
            told, others = joined(told, rest, language), joined(others, rest, language)
            if prefix and language == "fr":
                # A pronoun is a word of its own: "s'établit".
                told, others = ([f"{prefix}_{form}" for form in its] for its in (told, others))
            if language == "es" and kind == "bring":
                told += joined(carried(principal(parts)), rest, language)
            if language in ("fr", "es"):
                made["status"].setdefault("planned", []).extend(others)
                told += others
            elif prefix and kind != "go":
                # A verb of going with its prefix is put together when it is read.
                split += [f"{form}_{prefix}" for form in others]
            whole += [form for form in told if form not in taken]
            if language == "es":
                # A verb that needs no pronoun: "llegamos", "llegué", "vine".
                ours = [form for form in told + others if FIRST.search(form.partition("_")[0])]
                ours += joined(parts[4:5], rest, language)
                made.setdefault("person", {}).setdefault("first", []).extend(ours)
    return made


def joined(told: list[str], rest: str, language: str) -> list[str]:
    """The forms, each with the rest of its phrase: "prit_la_route_du"."""
    if not rest:
        return told
    head, _, last = rest.rpartition("_")
    ends = CONTRACTED.get(language, {}).get(last, (last,))
    return [f"{form}_{f'{head}_' if head else ''}{end}" for form in told for end in ends]


def listed(language: str) -> set[str]:
    """The words that the lists written by hand hold: they know best what else a form is.

    None in English, where a form is often a noun as well and tells of going as both: "sail".
    """
    if language == "en":
        return set()
    with (OUTPUT.parent / f"{language}.toml").open("rb") as file:
        table = tomllib.load(file)
    return {word for lists in table.values() for words in lists.values() for word in words.split()}


def verbs(listed: str) -> list[tuple[str, str]]:
    """The prefix, if any, and the infinitive of each verb of a list."""
    found: list[tuple[str, str]] = []
    for line in listed.splitlines():
        prefixes, bar, infinitives = line.partition("|")
        for verb in (infinitives if bar else line).split():
            found += [(prefix, verb) for prefix in (prefixes.split() if bar else [""])]
    return found


def table() -> dict[str, dict[str, str]]:
    """The lists of ``verbs.toml`` by language."""
    with (FOLDER / "verbs.toml").open("rb") as file:
        return tomllib.load(file)


def written(language: str, lists: dict[str, str]) -> str:
    """The file of a language."""
    text = HEAD
    for section, kinds in forms(language, lists, listed(language)).items():
        filled = {kind: list(dict.fromkeys(found)) for kind, found in kinds.items() if found}
        text += f"\n[{section}]\n" if filled else ""
        for kind, found in filled.items():
            text += f'{kind} = """\n{fill(" ".join(found), 110, break_on_hyphens=False)}\n"""\n'
    return text


def main() -> None:
    """Write a file for each language."""
    OUTPUT.mkdir(exist_ok=True)
    for language, lists in table().items():
        (OUTPUT / f"{language}.toml").write_text(written(language, lists), encoding="utf-8")


if __name__ == "__main__":
    main()
