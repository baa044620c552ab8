from bisect import bisect_right
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.article import LONGEST_ARTICLE, decode, language_of, read_article
from geo.errors import ArticleError

KIM = (Path(__file__).parent.parent / "data" / "articles" / "kim-train.txt").read_text("utf-8")

FERRY = """Ferry from Piraeus limps home after storm
By Nora Field and Tom Reyes, Athens
12 March 2024, 16:12

The ferry Thalia, with a broken window on its upper deck, in the harbour on Monday. Photo: Reuters

A ferry with 212 passengers on board came back to Piraeus on Monday. It had left for Chios at dawn.

Advertisement

Long night

Passengers spent the night in the saloon. "We sang," said one of them.

What they saw:
• waves over the bridge
• the lights of Chios

Nobody was hurt, the coast guard said.

Share this article
Related news
Strike at the port of Genoa
Bridge in Porto closed for a year
© 2024 The Daily Harbour
"""


def kinds(article):
    return [(block.kind, block.span.of(article.text)) for block in article.blocks]


def of_kind(article, kind):
    return [words for found, words in kinds(article) if found == kind]


# --- the first story -------------------------------------------------------------------


def test_the_first_story_has_its_headline_lead_and_language():
    article = read_article(KIM)
    assert article.title == "Kim Jong-un by train to Vladivostok for a visit to Putin"
    assert article.standfirst.startswith("Putin would like to buy weapons from North Korea")
    assert article.language == "en"
    assert article.text == KIM


def test_the_first_story_is_told_from_its_site():
    article = read_article(KIM)
    chrome = of_kind(article, "chrome")
    assert chrome[:3] == ["4:12 PM Abroad", "Advertisement -spot_imgspot_img", "NOS NewsAmended"]
    assert "British King Charles congratulates North Korea on its 75th anniversary" in chrome
    assert chrome[-7:] == [
        "Abroad",
        "Share article:",
        "Advertisement -spot_imgspot_img",
        "Latest news",
        "Advertisement -spot_img",
        "Related news",
        "Advertisement -spot_img",
    ]
    assert of_kind(article, "caption") == [
        "The train that Kim Jong-un would travel on, seen near the border with Russia and China"
    ]
    assert of_kind(article, "heading") == ["‘Big mistake’", "Armored wagons"]
    body = of_kind(article, "body")
    assert len(body) == 10
    assert body[0].startswith("North Korean leader")
    assert body[-1].endswith("a lot of police in Vladivostok.")


# --- plain text ------------------------------------------------------------------------


def test_an_article_is_told_from_what_stands_around_it():
    article = read_article(FERRY)
    assert article.title == "Ferry from Piraeus limps home after storm"
    assert (
        article.standfirst == "A ferry with 212 passengers on board came back to Piraeus on Monday."
    )
    assert of_kind(article, "caption") == [
        "The ferry Thalia, with a broken window on its upper deck, "
        "in the harbour on Monday. Photo: Reuters"
    ]
    assert of_kind(article, "heading") == ["Long night"]
    assert of_kind(article, "chrome") == [
        "By Nora Field and Tom Reyes, Athens",
        "12 March 2024, 16:12",
        "Advertisement",
        "Share this article",
        "Related news",
        "Strike at the port of Genoa",
        "Bridge in Porto closed for a year",
        "© 2024 The Daily Harbour",
    ]
    assert "the lights of Chios" in of_kind(article, "body")


@pytest.mark.parametrize(
    ("text", "title", "lead"),
    [
        (
            "Ferry aground off Chios 4:12 PM World All on board were saved.",
            "Ferry aground off Chios",
            "All on board were saved.",
        ),
        (
            "Veerboot vast bij Chios 12 maart 2024, 16:12 Buitenland Iedereen is gered.",
            "Veerboot vast bij Chios",
            "Iedereen is gered.",
        ),
        (
            "Fähre vor Chios gestrandet 16.12 Uhr Alle wurden gerettet.",
            "Fähre vor Chios gestrandet",
            "Alle wurden gerettet.",
        ),
    ],
)
def test_a_clock_time_splits_the_headline_from_the_lead(text, title, lead):
    article = read_article(text + "\n\nThe ship left Piraeus at dawn, its owner said.")
    assert (article.title, article.standfirst) == (title, lead)


def test_a_dateline_splits_the_headline_from_the_text():
    article = read_article("Ferry aground off island. LISBON — All were saved, the navy said.")
    assert article.title == "Ferry aground off island."
    assert of_kind(article, "body") == ["LISBON — All were saved, the navy said."]


@pytest.mark.parametrize(
    "text",
    [
        "The train left Porto at 4:12 pm with Ann Gray aboard. It was late.",
        "The train from Porto came in at about 16:12 Monday. It was late.",
        "De trein uit Gent kwam om 16:12 Brussel binnen. Hij was laat.",
        "The leaders of NATO — an alliance of many — met in Riga. They left.",
    ],
)
def test_a_time_or_dash_inside_a_sentence_splits_nothing(text):
    article = read_article(text)
    assert kinds(article) == [("body", text)]
    assert article.title == ""


def test_a_headline_given_apart_is_found_in_the_text_or_not():
    inside = read_article(
        "Storm over Chios\n\nA ferry came back on Monday.", title="Storm over Chios"
    )
    assert kinds(inside)[0] == ("title", "Storm over Chios")
    outside = read_article("A ferry came back on Monday.", title="Storm over  Chios")
    assert outside.title == "Storm over Chios"
    assert kinds(outside) == [("body", "A ferry came back on Monday.")]


def test_lines_broken_at_a_margin_are_one_paragraph():
    text = (
        "A ferry with two hundred passengers on board came back to\n"
        "            Piraeus on Monday after a night at sea.\n"
        "            It had left for Chios at dawn with a cargo of\n"
        "            oranges, and was due at Mytilene in the evening.\n"
    )
    article = read_article(text)
    assert [b.span.of(text).split()[0] for b in article.blocks] == ["A", "It"]
    assert len(article.sentences) == 2


def test_an_abbreviation_at_the_end_of_a_full_line_ends_no_paragraph():
    text = (
        "The ferry with two hundred passengers on board left at 9 a.m.\n"
        "sharp, and came back to the port of Piraeus at noon with Mr.\n"
        "Lee, who had fallen into the sea on the way to the island of\n"
        "Chios.\n"
    )
    assert len(read_article(text).blocks) == 1


@pytest.mark.parametrize(
    "line",
    [
        "Europe",
        "Home",
        "The Latest on the storm: all ferries are back in port.",
        "Share prices fell in Milan after the storm, traders said on Monday.",
        "Advertisement boards in Turin were blown over, police said.",
        "Related to the storm was a landslide near Salerno, said the mayor.",
        "By Monday the road to Bari was open again.",
        "Updated plans for the port of Genoa call for a higher wall.",
        "Live music returned to Naples.",
    ],
)
def test_what_only_looks_like_chrome_is_kept(line):
    if line in {"Europe", "Home"}:
        # Alone such a word is a label; within the story it can only be a heading.
        line = f"{line} is where the heart is, they say in Bari."
    text = f"Two ferries left Bari on Monday.\n\n{line}\n\nThey came back in the evening."
    assert "chrome" not in {block.kind for block in read_article(text).blocks}


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Sign up for our newsletter and never miss a story."),
        ("en", "We use cookies to make this site better."),
        ("nl", "Lees ook: Storm boven Texel"),
        ("nl", "Deel dit artikel"),
        ("de", "Lesen Sie auch: Sturm über Sylt"),
        ("de", "Anzeige"),
        ("fr", "À lire aussi : Tempête sur Brest"),
        ("fr", "La suite après cette publicité"),
        ("es", "Te puede interesar: Temporal en Vigo"),
        ("es", "Suscríbete a nuestro boletín"),
    ],
)
def test_notices_in_five_languages_are_chrome(language, line):
    text = f"Two ferries left on Monday.\n\n{line}\n\nThey came back in the evening."
    article = read_article(text)
    assert of_kind(article, "chrome") == [line], language


# --- languages and scripts -------------------------------------------------------------


LANGUAGES = """
en The minister travelled by train from the capital to the coast, where he met the mayor.
nl De minister reisde met de trein van de hoofdstad naar de kust en sprak de burgemeester.
de Der Minister reiste mit dem Zug aus der Hauptstadt an die Küste zur Bürgermeisterin.
fr Le ministre a voyagé en train de la capitale à la côte, où il a rencontré la maire.
es El ministro viajó en tren desde la capital hasta la costa, donde vio a la alcaldesa.
it Il ministro ha viaggiato in treno dalla capitale alla costa, dove ha visto la sindaca.
pt O ministro viajou de comboio da capital até à costa, onde encontrou a presidente.
pl Minister pojechał pociągiem ze stolicy na wybrzeże, gdzie spotkał się z burmistrzem.
tr Bakan başkentten sahile trenle gitti ve orada şehrin belediye başkanıyla görüştü.
sv Ministern reste med tåg från huvudstaden till kusten, där han träffade borgmästaren.
hi मंत्री राजधानी से समुद्र तट तक रेलगाड़ी से गए और महापौर से मिले।
uk Міністр приїхав потягом зі столиці на узбережжя, де зустрівся з мером міста.
nl Zij liep naar Rome.
de Sie ging zu Fuß nach Rom.
fr Elle est allée à Rome.
es Ella caminó hasta Roma.
en She walked to Rome.
ru Министр приехал на поезде из столицы на побережье, где встретился с мэром города.
ko 장관은 수도에서 기차를 타고 해안으로 갔다.
ja 大臣は首都から列車で海岸へ向かった。
zh 部长乘火车从首都前往海岸。
ar سافر الوزير بالقطار من العاصمة إلى الساحل حيث التقى رئيس البلدية.
el Ο υπουργός ταξίδεψε με τρένο από την πρωτεύουσα στην ακτή.
he השר נסע ברכבת מהבירה אל החוף.
""".strip().splitlines()


@pytest.mark.parametrize("line", LANGUAGES)
def test_the_language_is_recognised(line):
    language, text = line.split(" ", 1)
    assert language_of(text) == language
    assert read_article(text).language == language


def test_a_text_of_common_english_words_needs_no_model(monkeypatch):
    def unasked():
        raise AssertionError("the model was asked")

    monkeypatch.setattr("geo.article._language_model", unasked)
    assert language_of("She said that it was the end, and walked to Rome.", "fr") == "en"


def test_english_words_in_a_text_of_another_language_do_not_make_it_english():
    text = "De trein naar Londen reed niet, zei het bedrijf in een bericht: the end of the line."
    assert language_of(text) == "nl"


def test_a_text_too_short_to_tell_has_the_language_that_its_page_declares():
    assert language_of("Paris", "fr") == "fr"
    assert language_of("She walked to Rome, and then by train to Naples.", "fr") == "en"


# --- files -----------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_files_are_decoded(encoding):
    text = "Zürich – Łódź: “gare”\r\n북한"
    assert decode(text.encode(encoding)) == text


def test_files_of_the_old_windows_are_decoded():
    text = "Der Zug fuhr über Zürich nach München – „pünktlich“, sagte man. " * 5
    assert decode(text.encode("cp1252")) == text
    text = "Поезд прибыл во Владивосток вечером, сообщили железнодорожники. " * 5
    assert decode(text.encode("cp1251")) == text


@pytest.mark.parametrize(
    "source", ["", "   \n\t ", "\ufeff", b"", b"\xef\xbb\xbf \n", "... !!", "<p></p>"]
)
def test_an_empty_article_is_told_as_such(source):
    with pytest.raises(ArticleError, match="There is no text to read: give an article"):
        read_article(source)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF file"),
        (b"PK\x03\x04\x14\x00", "a zip or Office file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a picture"),
        (bytes(range(256)) * 20, "a binary file"),
        (b"\x00\x01\x02" * 100, "a binary file"),
    ],
)
def test_a_file_that_is_no_text_is_told_as_such(data, what):
    with pytest.raises(ArticleError, match=f"This is {what}, not text: save the article as"):
        read_article(data)


def test_an_article_has_a_limit():
    words = "Words and words. "
    assert read_article(words * (LONGEST_ARTICLE // len(words))).sentences
    with pytest.raises(ArticleError, match="1,000,000 that are read as one article"):
        read_article(words * (LONGEST_ARTICLE // len(words) + 1))


# --- hostile text ----------------------------------------------------------------------


def check(article):
    """What holds of every article."""
    text, spans = article.text, [block.span for block in article.blocks]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(a.end <= b.start for a, b in pairwise(article.sentences))
    told = [block.span for block in article.blocks if block.kind != "chrome"]
    starts = [span.start for span in told]
    for sentence in article.sentences:
        assert told[bisect_right(starts, sentence.start) - 1].covers(sentence)
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(text)]
    outside = "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    assert not any(map(str.isalnum, outside))


@pytest.mark.parametrize(
    "text",
    [
        "A\x00B met C\x01D.",
        "\u202eDlrow olleh\u202c, he said.",
        "x" * 10_000 + " and y.",
        "\ud800 alone in Rome \udfff.",
        "😀👩‍👩‍👧 in Rome 🇮🇹.",
        "a\u0301" * 500,
        "\r\rOne\r\n\x85Two\u2028Three\x0b",
        "• \n-\n* * *\n— x",
        "Rome: {{ 7*7 }} {% raw %} ${x} <script>alert(1)</script>",
    ],
)
def test_hostile_text_is_cut_like_any_other(text):
    article = read_article(text, plain=True)
    assert len(article.text) == len(text)
    check(article)
    article.text.encode()


@pytest.mark.parametrize(
    "unit", ["a\n", "A \n", "• x\n", "By ", "4:12 PM ", "<p>", "Ab. ", "\n\n", "- ", "LISBON — "]
)
def test_a_long_run_of_one_thing_is_cut(unit):
    # A pattern whose cost grows with the square of a run would not come back from this.
    check(read_article("Two ferries " + unit * (200_000 // len(unit)), plain=True))


LINES = st.sampled_from(
    [
        *FERRY.splitlines(),
        *KIM.splitlines(),
        "Latest news",
        "Mr.",
        "4:12 PM Abroad",
        "\x0c",
        "- a",
        "“Why?”",
    ]
)


@given(
    st.lists(LINES | st.text(max_size=40), max_size=14).map("\n".join),
    st.sampled_from(["", "Long night"]),
)
@settings(max_examples=150, deadline=None)
def test_every_word_is_in_one_block_and_every_sentence_in_a_block(text, title):
    if any(map(str.isalnum, text)):
        check(read_article(text, title=title, plain=True))
