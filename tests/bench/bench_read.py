"""What reading costs, beside spaCy alone on the same texts in the same run.

``python tests/bench/bench_read.py [PART…]`` prints a line of JSON for each part, or those named:

- ``cold``: a process that reads one article of 2 KB, over one that only loads the model (seconds of
  the processor, the least of several turns);
- ``warm``: reading an article, over the model's entity recogniser alone, and over that with the
  model's shared token vectors, on the same text; and the articles a second of each;
- ``rules``: articles a second without a model, how many times as fast that is as the model's entity
  recogniser alone, and as that with the shared token vectors, and what each module of the pipeline
  takes of it;
- ``jobs``: a batch with two processes, over the same with one, by the clock;
- ``growth``: the cost of a character of a text of 200 KB, over that of one of 10 KB, with and
  without the model, and of texts made to be hard to cut;
- ``memory``: most megabytes resident in a process that reads 2 KB, and in one that reads 200 KB.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import spacy  # noqa: E402
from articles import article, lines  # noqa: E402

from geo.article import read_article  # noqa: E402
from geo.batch import settle  # noqa: E402
from geo.gazetteer import default  # noqa: E402
from geo.itinerary import read_itinerary  # noqa: E402
from geo.mentions import find_mentions  # noqa: E402
from geo.read import read  # noqa: E402
from geo.recogniser import Recogniser, SpacyRecogniser, model_path  # noqa: E402
from geo.resolve import resolve  # noqa: E402
from geo.route import legs  # noqa: E402
from geo.rules import RuleRecogniser  # noqa: E402

LOAD = "from geo.recogniser import SpacyRecogniser; SpacyRecogniser()('')"
TURNS = 5
# No article is read twice: a third warms the caches as a batch does.
MANY = 200
NER_ARTICLES = 20
OTHERS = ["tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]


def cold() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        path.write_text(article(1))
        reading, loading = ["-m", "geo", "read", str(path)], ["-c", LOAD]
        times = [(_of_process(reading), _of_process(loading)) for _ in range(TURNS)]
    read_s, load_s = (min(column) for column in zip(*times, strict=True))
    return {"read_s": read_s, "load_s": load_s, "ratio": read_s / load_s}


def warm() -> dict[str, float]:
    model, shared = SpacyRecogniser(), spacy.load(model_path(), exclude=OTHERS)
    texts = [article(number) for number in range(40)]
    read(texts[0])
    settle()
    whole = alone = with_vectors = 0.0
    for text in texts:
        alone += _cost(partial(model, text))
        whole += _cost(partial(read, text))
        with_vectors += _cost(partial(shared, text))
    return {
        "a_second": len(texts) / whole,
        "ner_a_second": len(texts) / alone,
        "tok2vec_ner_a_second": len(texts) / with_vectors,
        "ratio_to_ner": whole / alone,
        "ratio_to_tok2vec_ner": whole / with_vectors,
    }


def rules() -> dict[str, float]:
    gazetteer = default()
    recogniser = RuleRecogniser(gazetteer, "en")
    texts = [article(number) for number in range(3 * MANY)]

    def read_all(some: list[str]) -> None:
        # No story is kept, as a batch keeps none, which settles too.
        for text in some:
            read(text, recogniser=recogniser)

    read_all(texts[:MANY])
    settle()
    whole = _cost(partial(read_all, texts[MANY : 2 * MANY]))
    steps = dict.fromkeys(("article", "mentions", "resolve", "itinerary", "route"), 0.0)
    for text in texts[2 * MANY :]:
        times = [time.process_time()]
        cut = read_article(text)
        times.append(time.process_time())
        found = find_mentions(cut, gazetteer, recogniser)
        times.append(time.process_time())
        placed = resolve(cut, found, gazetteer)
        times.append(time.process_time())
        itinerary = read_itinerary(cut, placed, gazetteer)
        times.append(time.process_time())
        legs(itinerary)
        times.append(time.process_time())
        for name, start, end in zip(steps, times, times[1:], strict=False):
            steps[name] += (end - start) * 1000 / MANY
    told = {"a_second": MANY / whole}
    shared = spacy.load(model_path(), exclude=OTHERS)
    for name, model in (("ner", SpacyRecogniser()), ("tok2vec_ner", shared)):
        model(texts[0])
        alone = _cost(lambda model=model: [model(t) for t in texts[:NER_ARTICLES]]) / NER_ARTICLES
        told[f"times_{name}"] = alone * MANY / whole
    return told | {f"{name}_ms": taken for name, taken in steps.items()}


def jobs() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.jsonl"
        lines(source, 300)
        command = [sys.executable, "-m", "geo", "batch", str(source), "/dev/null", "--jobs"]
        times = {}
        for count in ("1", "2"):
            start = time.perf_counter()
            subprocess.run([*command, count], check=True, cwd=ROOT)
            times[count] = time.perf_counter() - start
    return {"one_s": times["1"], "two_s": times["2"], "ratio": times["1"] / times["2"]}


def growth() -> dict[str, float]:
    recogniser = RuleRecogniser(default(), "en")
    told = {
        "rules": _growth(article_of_length, recogniser),
        "model": _growth(article_of_length, SpacyRecogniser()),
    }
    return told | {unit: _growth(partial(_repeated, unit), recogniser) for unit in HARD}


def article_of_length(length: int) -> str:
    return article(7, length)


def _repeated(unit: str, length: int) -> str:
    return unit * (length // len(unit))


def _growth(text: Callable[[int], str], recogniser: Recogniser) -> float:
    """How many times as much a character costs in a text of 200 KB as in one of 10 KB."""
    read(text(100), plain=True, recogniser=recogniser)
    short, long = (
        min(_cost(partial(read, text(n), plain=True, recogniser=recogniser)) / n for _ in range(2))
        for n in SIZES
    )
    return long / short


HARD = (
    "Paris ",
    "A.\n",
    "Rome, Italy. ",
    "from Rome to Oslo ",
    "went from Rome to Oslo, ",
    "He was in Rome and ",
    "北京",
    "• A\n",
    "Jo ",
)
SIZES = (10_000, 200_000)


def memory() -> dict[str, float]:
    # The peak as the kernel counts it for this program: getrusage also counts its parent's.
    code = "import sys; from geo.read import read; read(sys.stdin.read()); "
    code += "print(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
    told = {}
    for length in (2000, 200_000):
        done = subprocess.run(
            [sys.executable, "-c", code],
            input=article(3, length),
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
        told[f"mb_at_{length}"] = int(done.stdout) / 1024
    return told


def _cost(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return time.process_time() - start


def _of_process(arguments: list[str]) -> float:
    """Seconds of the processor that a process takes from start to end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


PARTS = {part.__name__: part for part in (cold, warm, rules, jobs, growth, memory)}

if __name__ == "__main__":
    for name in sys.argv[1:] or PARTS:
        figures = {key: round(value, 3) for key, value in PARTS[name]().items()}
        print(json.dumps({name: figures}, ensure_ascii=False), flush=True)
