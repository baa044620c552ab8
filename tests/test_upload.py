"""Uploads: real files, made here, and hostile ones beside them."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile

import pytest

from geo import upload
from geo.__main__ import main
from geo.article import LARGEST_PAGE, read_article
from geo.errors import UploadError
from geo.formats import loads
from geo.upload import article_source

CORE = "docProps/core.xml"
LINKS = "word/_rels/document.xml.rels"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
BASICS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" '
    f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/styles.xml": f'<w:styles xmlns:w="{WORD}">'
    '<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Untertitel"><w:name w:val="Subtitle"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="U1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="U2"><w:name w:val="heading 2"/></w:style>'
    "</w:styles>",
}
SENTENCES = (
    "The ferry left Bari at noon, its captain said, with some two hundred lorries in its hold.",
    "It reached Durres in the evening & was met by the mayor and a brass band.",
    "From there the lorries went on to Tirana, where they were awaited.",
)


def paragraph(text, style=""):
    shown = text if "&lt;" in text else text.replace("&", "&amp;")
    told = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{told}<w:r><w:t xml:space="preserve">{shown}</w:t></w:r></w:p>'


def document(body):
    return f'<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>'


def core(**fields):
    told = "".join(f"<dc:{name}>{text}</dc:{name}>" for name, text in fields.items())
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        f'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">{told}</cp:coreProperties>'
    )


def links(*to):
    """The relationships r7, r8, … of a document, to (kind, target) each."""
    told = "".join(
        f'<Relationship Id="r{number}" TargetMode="External" Type="{OFFICE}/{kind}" '
        f'Target="{target}"/>'
        for number, (kind, target) in enumerate(to, 7)
    )
    return f'<Relationships xmlns="{RELATIONS}">{told}</Relationships>'


def docx(body="", parts=(), packing=zipfile.ZIP_DEFLATED):
    """A Word document, with more or other parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, part in {**BASICS, "word/document.xml": document(body), **dict(parts)}.items():
            archive.writestr(name, part)
    return file.getvalue()


ARTICLE = docx(
    paragraph("A ferry of lorries", "Titel")
    + paragraph("Two hundred of them cross the Adriatic.", "Untertitel")
    + paragraph(SENTENCES[0])
    + paragraph("On the other side", "U2")
    + "".join(map(paragraph, SENTENCES[1:])),
    {CORE: core(creator="Ada Lezhë", title="Document1")},
)


def kinds(article):
    return [(block.kind, block.span.of(article.text)) for block in article.blocks]


def refused(name, data, match):
    began = time.monotonic()
    with pytest.raises(UploadError, match=match) as caught:
        article_source(name, data)
    assert time.monotonic() - began < 60
    sentence = str(caught.value)
    assert sentence.isprintable()
    assert sentence.endswith(".")


# --- what is read ------------------------------------------------------------------------


def test_a_word_document_is_read_with_its_headings_and_author():
    article = read_article(article_source("Fähre.DOCX", ARTICLE))
    assert article.title == "A ferry of lorries"
    assert article.standfirst == "Two hundred of them cross the Adriatic."
    assert article.byline == "Ada Lezhë"
    assert kinds(article) == [
        ("title", "A ferry of lorries"),
        ("standfirst", "Two hundred of them cross the Adriatic."),
        ("body", SENTENCES[0]),
        ("heading", "On the other side"),
        ("body", SENTENCES[1]),
        ("body", SENTENCES[2]),
    ]


def test_everything_in_a_word_document_is_read():
    table = (
        "<w:tbl><w:tr>"
        + "".join(f"<w:tc>{paragraph(place)}</w:tc>" for place in ("Kotor", "Ulcinj"))
        + "</w:tr></w:tbl>"
    )
    linked = '<w:p><w:hyperlink r:id="r7"><w:r><w:t>Shkodër</w:t></w:r></w:hyperlink></w:p>'
    tracked = "<w:p><w:ins><w:r><w:t>Vlorë</w:t></w:r></w:ins><w:del><w:r><w:delText>Rome"
    tracked += "</w:delText></w:r></w:del></w:p>"
    linked_to = links(("hyperlink", "https://sea.example"))
    body = "".join(map(paragraph, SENTENCES)) + table + linked + tracked
    text = read_article(article_source("a.docx", docx(body, {LINKS: linked_to}))).text
    assert all(word in text for word in (*SENTENCES, "Kotor", "Ulcinj", "Shkodër", "Vlorë"))
    assert "Rome" not in text


@pytest.mark.parametrize(
    ("title", "author", "found"),
    [
        ("Microsoft Word - Document1", "Microsoft Office User", ("", "")),
        ("A ferry of lorries", "Jo Berk", ("A ferry of lorries", "Jo Berk")),
        ("<script>", "&quot;&gt;&lt;b&gt;", ("", '"><b>')),
    ],
)
def test_what_a_document_says_of_itself_is_believed_where_it_can_be_true(title, author, found):
    title = title.replace("<", "&lt;")
    body = "".join(map(paragraph, ("A ferry of lorries", *SENTENCES)))
    data = docx(body, {CORE: core(title=title, creator=author)})
    article = read_article(article_source("a.docx", data))
    assert article.byline == found[1]
    if found[0]:
        assert article.title == found[0]
    assert "script" not in article.text


MARKDOWN = """# A ferry of lorries

*Two hundred of them* cross the [Adriatic](https://sea.example).

## On the other side

- From **Bari** to Durres
- From Durres to Tirana

> It was met by <b>the mayor</b>, she said.

| from | to |
|---|---|
| Kotor | Ulcinj |
"""


def test_markdown_is_read_with_its_headings():
    article = read_article(article_source("a.md", MARKDOWN.encode()))
    assert article.title == "A ferry of lorries"
    told = {text: kind for kind, text in kinds(article)}
    assert told["A ferry of lorries"] == "title"
    assert told["On the other side"] == "heading"
    assert "Two hundred of them cross the Adriatic." in article.text
    assert "From Bari to Durres" in article.text
    assert "<b>the mayor</b>, she said" in article.text
    assert "Kotor" in article.text
    assert "https:" not in article.text


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_stands_before_markdown_tells_of_it(newline):
    told = 'title: "The lorries\' ferry"\nauthor: Ada Lezhë\ndate: 2024-05-01\ntags: [a]'
    text = f"---\n{told}\n---\n{SENTENCES[0]}\n"
    article = read_article(article_source("a.md", text.replace("\n", newline).encode()))
    assert article.title == "The lorries' ferry"
    assert article.byline == "Ada Lezhë"
    assert article.published == "2024-05-01"
    assert "tags" not in article.text


def test_a_rule_at_the_top_of_markdown_is_a_rule():
    assert "Bari" in read_article(article_source("a.md", b"---\n\nFrom Bari by ferry.\n")).text


def test_plain_text_keeps_its_characters():
    data = "\ufeffFrom Bari\r\n\r\nto Tirana – by ferry.".encode()
    assert article_source("a.TXT", data) == "From Bari\r\n\r\nto Tirana – by ferry."
    assert article_source("a.txt", "Malmö".encode("cp1252")) == "Malmö"


def test_a_page_is_a_page_however_it_begins():
    article = read_article(article_source("a.htm", b"<title>A ferry</title><b>From Bari.</b>"))
    assert "From Bari." in article.text
    assert "<b>" not in article.text


@pytest.mark.parametrize(("name", "data"), [("a.md", MARKDOWN.encode()), ("a.docx", ARTICLE)])
def test_the_command_reads_it(tmp_path, capfd, name, data):
    (tmp_path / name).write_bytes(data)
    assert main(["read", str(tmp_path / name)]) == 0
    assert loads(capfd.readouterr().out.encode()).title == "A ferry of lorries"
    assert main(["export", str(tmp_path / name), str(tmp_path / "a.csv")]) == 0


def test_the_command_says_why_it_cannot(tmp_path, capfd):
    (tmp_path / "a.docx").write_bytes(b"no document")
    assert main(["read", str(tmp_path / "a.docx")]) == 1
    assert capfd.readouterr().err.startswith("That is no Word document")


# --- what is refused ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.doc", "not .doc: open it in a word processor and save it as .docx"),
        ("a.docm", "save it as .docx"),
        ("a.odt", "save it as .docx"),
        ("a.RTF", "save it as .docx"),
        ("a.pdf", "copy the text out of it"),
        ("a.mhtml", "save the page as .html"),
        ("a.exe", "not .exe: paste the text"),
        ("a.docx.exe", "not .exe"),
        ("a.\u202etxt", "rename that file"),
        (f"a.{'x' * 99}", "rename that file"),
        ("article", "rename that file"),
        ("", "rename that file"),
        ("../../.docx", "rename that file"),
    ],
)
def test_other_files_are_refused_with_what_to_do(name, said):
    refused(name, ARTICLE, said)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.docx"])
def test_an_empty_file_is_told(name):
    refused(name, b"", "is empty")
    refused(name, b" \n\t", "is empty")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", ARTICLE, "a zip or Office file"),
        ("a.md", b"%PDF-1.7", "a PDF file"),
        ("a.html", b"\x89PNG\r\n", "a picture"),
        ("a.txt", bytes(range(32)) * 9, "a binary file"),
        ("a.docx", b"{\\rtf1 text}", "no Word document"),
        ("a.docx", b"From Bari by ferry.", "no Word document"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(999), "locked by a password or of an old kind"),
        ("a.docx", ARTICLE[:-30], "no Word document"),
        ("a.docx", ARTICLE[:200] + b"\0" * 50 + ARTICLE[250:], "no Word document"),
        ("a.txt", b"a" * (LARGEST_PAGE + 1), "too much for one article"),
        ("a.docx", b"a" * (upload.LARGEST_FILE + 1), "too much for one article"),
        ("a.md", b"a\n\n" * 400_000, "too much for one article"),
    ],
)
def test_what_is_not_what_it_says_is_refused(name, data, said):
    refused(name, data, said)


def test_a_document_of_pictures_alone_is_told():
    refused("a.docx", docx(paragraph(" … ")), "no text in that document")


def test_a_spreadsheet_is_no_document():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", BASICS["[Content_Types].xml"])
        archive.writestr("xl/workbook.xml", "<workbook/>")
    refused("a.docx", file.getvalue(), "no Word document")


LAUGHS = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "{}">]>'.format(
    "&b;" * 1000
) + document(paragraph("&c;").replace("amp;", ""))
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + document(
    paragraph("&x;").replace("amp;", "")
)


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", CORE])
@pytest.mark.parametrize("hostile", [LAUGHS, OUTSIDE, OUTSIDE.encode("utf-16")])
def test_entities_are_refused_in_every_part(part, hostile):
    refused("a.docx", docx(paragraph("From Bari."), {part: hostile}), "declares entities")


def test_a_bomb_does_not_go_off():
    data = docx(paragraph("From Bari."), {"word/more.xml": bytes(1 << 29)})
    assert len(data) < 1_000_000
    tracemalloc.start()
    refused("a.docx", data, "too large")
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_bomb_that_lies_of_its_size_does_not_go_off():
    bomb = bytes(1 << 29)
    data = docx(paragraph("From Bari."), {"word/more.xml": bomb})
    # The size unpacked, as the part's own header and the archive's directory tell it.
    told = len(bomb).to_bytes(4, "little")
    name = b"word/more.xml"
    for place in (data.index(name) - 8, data.rindex(name) - 22):
        assert data[place : place + 4] == told
        data = data[:place] + (9).to_bytes(4, "little") + data[place + 4 :]
    tracemalloc.start()
    refused("a.docx", data, "no Word document")
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_bomb_in_another_packing_does_not_go_off():
    data = docx(paragraph("From Bari."), packing=zipfile.ZIP_LZMA)
    refused("a.docx", data, "no Word document")


@pytest.mark.parametrize(
    "body",
    [
        "<w:p/>" * 150_000,
        "<w:ins>" * 300 + paragraph("x") + "</w:ins>" * 300,
    ],
)
def test_a_document_made_to_keep_us_busy_is_refused(body):
    refused("a.docx", docx(body), "too large")


def test_nothing_outside_a_document_is_opened(monkeypatch):
    """Neither what a picture or a relationship links to, nor a macro, nor a picture inside."""

    def opened(*_):
        raise AssertionError("something was opened")

    monkeypatch.setattr("urllib.request.urlopen", opened)
    monkeypatch.setattr("mammoth.docx.files.urlopen", opened)
    monkeypatch.setattr("builtins.open", opened)
    linked = links(
        ("image", "http://127.0.0.1:9/a.png"),
        ("image", "file:///etc/passwd"),
        ("attachedTemplate", "http://127.0.0.1:9/a.dotm"),
    )
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    drawn = "".join(
        f'<w:p><w:r><w:drawing><d:inline xmlns:d="{drawing}/wordprocessingDrawing">'
        f'<a:graphic xmlns:a="{drawing}/main"><a:graphicData><p:pic xmlns:p="{drawing}/picture">'
        f'<p:blipFill><a:blip r:link="{number}"/></p:blipFill></p:pic></a:graphicData></a:graphic>'
        "</d:inline></w:drawing></w:r></w:p>"
        for number in ("r7", "r8")
    )
    data = docx(
        drawn + "".join(map(paragraph, SENTENCES)),
        {
            LINKS: linked,
            "word/vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub AutoOpen()",
            "../../escaped.xml": "<a/>",
        },
    )
    source = article_source("a.docx", data)
    assert SENTENCES[2] in source
    assert "img" not in source
    assert "passwd" not in source
    assert "AutoOpen" not in source


@pytest.mark.parametrize(
    "unit", ["[", "*_", "> ", "- ", "`", "|a|\n|-|\n", "![](", "<b", "&#x", "\\"]
)
def test_odd_markdown_is_read_in_time(unit):
    began = time.monotonic()
    source = article_source("a.md", f"From Bari.\n\n{unit * 20_000}".encode())
    assert "From Bari." in source
    assert time.monotonic() - began < 60


def test_scripts_in_markdown_and_word_are_words():
    hostile = "<script>alert(1)</script> {{7*7}} [x](javascript:alert(1))"
    markdown = article_source("a.md", f"From Bari. {hostile}".encode())
    word = article_source("a.docx", docx(paragraph(f"From Bari. {hostile}".replace("<", "&lt;"))))
    for source in (markdown, word):
        assert "<script" not in source
        assert 'href="javascript' not in source
