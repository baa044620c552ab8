"""Journeys told for the tests, through the real gazetteer; and the rules that read them."""

import re
import tomllib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.build_verbs import OUTPUT, forms, table, written
from geo.article import read_article
from geo.cuefiles import DIRECTORY, cues
from geo.gazetteer import default
from geo.itinerary import read_itinerary
from geo.measure import distance_km
from geo.movement import Touch
from geo.movers import Movers
from geo.narration import Narration
from geo.noungroups import first_noun, subject_before
from geo.parts import PARTS
from geo.recogniser import parse
from geo.story import Mention, Span
from geo.times import Moment
from geo.tokenizer import Tokenizer
from geo.visits import in_travel_order
from geo.wording import JOURNEY

TEXTS = Path(__file__).with_name("journeys.toml")
JOURNEYS = {j["id"]: j for j in tomllib.loads(TEXTS.read_text("utf-8"))["journey"]}
LANGUAGES = ("en", "de", "fr", "nl", "es")
# [Name], [Name|Known as], [Name|Known as#kind], {Demonym}
MARK = re.compile(r"\[([^\]|]+)(?:\|([^\]]+))?\]|\{([^}]+)\}")


def place(name):
    """The place that a test means by a name: a country, else the largest town, else the first."""
    name, _, kind = name.partition("#")
    found = [entry for entry in default().find(name) if kind in ("", entry.place.kind)]
    assert found, f"the gazetteer knows no {name}"
    countries = [entry for entry in found if entry.place.kind == "country"]
    towns = [entry for entry in found if entry.place.kind == "city"]
    if countries or not towns:
        return (countries or found)[0].place
    return max(
        towns, key=lambda e: (e.main or e.place.population > 300_000, e.place.population)
    ).place


def unmarked(marked):
    """A text without its marks, and the mentions that they make."""
    text, at, mentions = "", 0, []
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        at, name = mark.end(), mark[1] or mark[3]
        known = place(mark[2] or mark[1]) if mark[1] else default().demonym(mark[3])
        span = Span(len(text), len(text) + len(name))
        text += name
        mentions.append(Mention(span, name, "name" if mark[1] else "demonym", known, 0.95))
    return text + marked[at:], tuple(mentions)


def read(marked, language="en", parser=None, more=""):
    """The article and its itinerary; ``more`` follows as it stands, marks and all."""
    text, mentions = unmarked(marked.strip())
    article = replace(read_article(text + more, plain=True), language=language)
    return article, read_itinerary(article, mentions, default(), parser)


def route(marked, language="en"):
    return [stop.mention.text for stop in read(marked, language)[1].stops]


# --- whole texts ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", JOURNEYS)
def test_a_text_gives_the_route_that_it_tells(name):
    told = JOURNEYS[name]
    article, itinerary = read(told["text"], told.get("language", "en"))
    wanted = [place(stop) for stop in told["route"]]
    ids = {stop.id for stop in wanted}
    optional = {place(stop).id for stop in told.get("optional", ())} - ids
    got = [stop.place for stop in itinerary.stops if stop.place.id not in optional]
    assert [p.name for p in got] == [p.name for p in wanted]
    assert [p.id for p in got] == [p.id for p in wanted]
    for stop in itinerary.stops:
        assert stop.mention.span.of(article.text) == stop.mention.text
        assert stop.evidence or stop.status == "inferred"
        assert all(span.of(article.text) for span in stop.evidence)
        assert stop.passage in article.sentences


@pytest.mark.parametrize("name", [n for n, told in JOURNEYS.items() if "language" not in told])
def test_a_parser_leaves_no_route_worse(name):
    told = JOURNEYS[name]
    optional = {place(stop).id for stop in told.get("optional", ())}
    optional -= {place(stop).id for stop in told["route"]}
    stops = read(told["text"], parser=parse)[1].stops
    got = [stop.place.name for stop in stops if stop.place.id not in optional]
    assert got == [place(stop).name for stop in told["route"]]


def test_the_texts_are_many_and_in_five_languages():
    assert len(JOURNEYS) >= 40
    assert {told.get("language", "en") for told in JOURNEYS.values()} == set(LANGUAGES)
    assert sum(not told["route"] for told in JOURNEYS.values()) >= 10


def test_a_journey_is_told_with_roles_and_a_text_without_one_with_a_reason():
    stops = read(JOURNEYS["around the world"]["text"])[1].stops
    assert [stop.role for stop in stops] == ["start", *["via"] * (len(stops) - 2), "end"]
    for name in ("speech with many countries", "rede ohne reise", "discours du ministre"):
        none = read(JOURNEYS[name]["text"], JOURNEYS[name].get("language", "en"))[1]
        assert none.stops == ()
        assert len(none.reasons) == 1
        assert none.reasons[0].code in JOURNEY


@pytest.mark.parametrize("name", [name for name in JOURNEYS if "mode" in JOURNEYS[name]])
def test_the_means_of_travel_is_the_one_that_the_text_names_most(name):
    told = JOURNEYS[name]
    assert read(told["text"], told.get("language", "en"))[1].mode == told["mode"]


# --- one rule each ----------------------------------------------------------------------------

RULES = {
    # what a trip that began somewhere took in
    "Mr. Lee's trip began in [Cairo] and took in [Amman] and [Rome]. He is now in [Paris] and "
    "will be back in [Oslo] on Friday.": "Cairo Amman Rome Paris Oslo",
    # a month, after news that leads with a day; and a plan, which is never of what came before
    "The flame arrived in [Athens] on Monday. In March it travelled from [Rome] to [Milan], and "
    "it will be flown to [Beijing], from where it begins a journey to [Oslo] and [Paris].": (
        "Rome Milan Athens Beijing Oslo Paris"
    ),
    # a capital that is named with its country
    "The king flew from [Rome] to the {Norwegian} capital, [Oslo].": "Rome Oslo",
    # a flight that is named by its ends
    "A nurse who was on the [Oslo]–[Rome] flight later travelled to [Milan].": "Oslo Rome Milan",
    "The [Oslo]-[Rome] flight was cancelled. The minister will drive to [Milan].": "",
    # what had been planned, and what is due
    "The minister cancelled a trip to [Oslo]. He had been due to fly to [Rome] from [Milan].": "",
    "The minister left [Oslo] on Monday. He is due to fly to [Rome].": "Oslo Rome",
    # who comes back from a journey of which is still to be told
    "The cutter returned to [Boston] after a long patrol. Its crew visited [Nuuk] and "
    "[Halifax].": "Nuuk Halifax Boston",
    # what has come about by a day goes on with the story
    "The minister left [Oslo] on Friday. By Sunday he had reached [Rome].": "Oslo Rome",
    "The convoy left [Oslo] at dawn, crossed [Hamar] and by nightfall had reached [Bergen].": (
        "Oslo Hamar Bergen"
    ),
    # what somebody was says nothing of the movement
    "The body of the former president was flown home from [Paris] to [Dakar].": "Paris Dakar",
    # what takes one on to a goal
    "The statue was shipped from [Rome] to [Naples], where it was loaded on a freighter for "
    "[Boston].": "Rome Naples Boston",
    # the first stop, and from there on
    "The trophy is on tour. First stop was [Nairobi], then on to [Cairo], and from there to "
    "[Mumbai].": "Nairobi Cairo Mumbai",
    # whom a plan brings together, and what came before it in another year
    "Secretary Lee will travel to [Oslo] on June 9 as leaders from [France], [Italy], and [Japan] "
    "convene. From [Oslo], Lee will travel to [Rome].": "Oslo Rome",
    "Minister Lee will travel to [Oslo] on May 4 and to [Rome] on May 6, following a visit to "
    "[Cairo] in 2021.": "Oslo Rome",
    # the continent to which one goes as to a country
    "The icebreaker left [Seattle] on Friday, beginning its deployment to "
    "[Antarctica|Antarctica#continent].": ("Seattle Antarctica"),
    # what only might be, with what it is for
    "The train left [Hull] on Monday. It could take a detour to cross [Leeds]. On Tuesday it "
    "arrived in [Oslo].": "Hull Oslo",
    # any verb of motion goes somewhere, whatever its form
    "The riders hastened from [Hull] to [Leeds], canoed on to [Bergen] and trooped into [Oslo].": (
        "Hull Leeds Bergen Oslo"
    ),
    # what should be is expected
    "The train left [Hull]. It should arrive in [Oslo] on Tuesday and then go on to [Bergen].": (
        "Hull Oslo Bergen"
    ),
    # what joins two countries is no goal
    "The minister will fly to [Rome] on Monday and lead a team to the [Norway]-[Kenya] dialogue. "
    "On Friday he will travel to [Oslo].": "Rome Oslo",
    # a goal that is named as such
    "The minister flew from [Hull]. The destination of the flight was the port of [Oslo]. From "
    "there he took a car to [Bergen].": "Hull Oslo Bergen",
    # a town may only say where another place lies
    "The ship left [Leeds] near [Hull] and reached [Oslo].": "Leeds Oslo",
    # not a journey of another year, nor where the ship comes from
    "The president left [Hull] on Tuesday and landed in [Oslo]. In 2019 he travelled to [Rome]. "
    "On Friday he flies on to [Bergen].": "Hull Oslo Bergen",
    "The ship was built in [Rome]. It left [Bergen] on Monday and arrived in [Oslo].": (
        "Bergen Oslo"
    ),
    # goods that are told of
    "The army moved equipment from [Hull] by rail. The equipment arrived in [Oslo].": "Hull Oslo",
    # a start told after where one is bound for
    "The queen will make a trip to [Rome] and [Basel]. She will leave [Oslo] on Monday. On Friday "
    "she will fly on to [Hull].": "Oslo Rome Basel Hull",
    "The train went on with its journey to [Oslo]. It left [Hull] on Monday. On Friday it will "
    "stop at [Bergen] and drive from there to [Oslo].": "Hull Bergen Oslo",
    # a tour that is listed begins on its day
    "On 6 July the minister begins a trip to [Rome], [Basel] and [Oslo]. On 8 July she will fly "
    "to [Bergen].": "Rome Basel Oslo Bergen",
    # a town by the name of its station
    "The train left [Hull] and stopped at the [Leeds] railway station. It went on to [Oslo].": (
        "Hull Leeds Oslo"
    ),
    # a river goes nowhere, nor do news and goods
    "The river rises near [Basel] and runs by [Mainz] to [Cologne], whence it turns towards "
    "[Rotterdam].": "",
    "The king left [Oslo] for [Rome]. The news reached [Hull] in July.": "Oslo Rome",
    "The river steamer left [Basel] at noon and reached [Mainz] in the evening.": "Basel Mainz",
    "The Company sent wool to [Oslo] and [Rome]; from [Hull] it fetched tin.": "",
    # an end told first, to which a source and what a date puts before it lead up
    "Bound for [Rotterdam], the tug left [Hull] on 29 Aug. The tug was towed to [Leeds] on "
    "21 Aug.": "Leeds Hull Rotterdam",
    "The ferry will visit [Oslo] on its way to [Hull] following its departure Monday, Sept. 19 "
    "from [Bergen].": "Bergen Oslo Hull",
    # a way told without "to"
    "The ship departed [Hull] en route [Bergen] and went on to [Oslo].": "Hull Bergen Oslo",
    # around a cape
    "The brig left [Hull] and sailed around [Cape Horn] to [Callao].": "Hull Cape Horn Callao",
    # a leader's name told after the title
    "The president is to leave [Oslo] for [Rome] on Tuesday. Qadir will also pay a visit to "
    "[Kenya] and [Uganda]. President Qadir spoke on Monday.": "Oslo Rome Kenya Uganda",
    # the legs of an itinerary, one a line, and what a railway or a street only joins
    "The caravan went this way:\n\na. From [Aleppo] to [Mosul] - ten days\n\nb. From [Mosul] to "
    "[Basra]": "Aleppo Mosul Basra",
    "[Oslo] to [Hull]\n\n[Hull] to [Leeds]": "Oslo Hull Leeds",
    "[Oslo] to [Bergen] takes six hours. [Hull] to [Leeds] costs ten pounds.": "",
    # what examples name
    "The crew left [Oslo] and visited three ports, including [Hull] and [Leith].": (
        "Oslo Hull Leith"
    ),
    "The crew left [Oslo] and sold goods including wine. In June it reached [Hull].": "Oslo Hull",
    # what a place is, told before its name
    "The minister left [Oslo] and landed in the {Lebanese} capital city, [Beirut], on Sunday.": (
        "Oslo Beirut"
    ),
    # a number that is not exact
    "The storm formed about 50 miles east of [Belize City] and moved to [Tampa].": (
        "Belize City Tampa"
    ),
    # an itinerary far from the sentence that tells whose it is, and one of whom nobody is told
    "The tsar's coffin was brought from [Riga] to [Tula]. Many wept. It rained. So it went on. "
    "And on.\n\n[Riga] to [Minsk]\n\n[Minsk] to [Kiev]\n\n[Kiev] to [Tula]": "Riga Minsk Kiev Tula",
    # others like the traveller, and what they would like
    "The president will leave [Oslo] for [Rome] and go on to [Milan]. The presidents of other "
    "countries have been invited to visit [Oslo]. An aide has an interest in visiting [Hull].": (
        "Oslo Rome Milan"
    ),
    # several ships
    "The cutter left [Hull] on Monday. The cutters then stopped in [Leith] and reached [Wick].": (
        "Hull Leith Wick"
    ),
    # a wreck, and where it was bound
    "The plane, bound for [Rome] from [Oslo], crashed near [Milan]. All died.": "Oslo Milan",
    "The train left [Oslo] for [Rome] on Monday. It derailed in [Hull].": "Oslo Hull",
    "The jet disappeared with ten people from [Chile] on board. A ship reached [Hull].": "",
    # what one had to do was not done before
    "The pilot left [Oslo] and flew to [Hull]. From [Hull] he had to land on a lawn in [Leith].": (
        "Oslo Hull Leith"
    ),
    # a way after "thence"
    "The pilot left [Lyon], going thence by [Pisa], [Rome] and [Bari] to [Malta].": (
        "Lyon Pisa Rome Bari Malta"
    ),
    # a verb that also joins clauses
    "The storm formed off [Nassau]. It moved past [Miami]. It moved across [Tampa].": (
        "Nassau Miami Tampa"
    ),
    # each day of an itinerary
    "The tour is for those who like the sea.\n\nDay 1: [Lima]\n\nDay 2: [Cusco]\n\nDay 3: [Puno]": (
        "Lima Cusco Puno"
    ),
    # trains and ferries that one changes to and catches
    "I took the train from [Leeds] to [York], changed there for [Hull], and caught the ferry to "
    "[Bergen].": "Leeds York Hull Bergen",
    "We left [Leh] and thence by easy marches went to [Srinagar]. The balloon came down in "
    "[Delhi].": "Leh Srinagar Delhi",
    # where a storm was, and how far off
    "The hurricane was centred about 140 nautical miles south of [Bermuda]. It passed near [Hull] "
    "and moved to a position 50 miles south of [Oslo].": "Bermuda Hull Oslo",
    # towns that follow one another
    "We left [Hull] on Monday. [Leeds] and [York] followed in rapid succession. Then came "
    "[Durham].": "Hull Leeds York Durham",
    # calls on the way
    "The ship left [Hull] and sailed to [Oslo], with calls at [Leith] and [Bergen].": (
        "Hull Leith Bergen Oslo"
    ),
    # where one is now is no start of what was told before
    "She is travelling from [Lisbon] to [Minsk] by train. So far she has passed through [Paris]. "
    "She is now in [Warsaw] and will take the train to [Minsk].": "Lisbon Paris Warsaw Minsk",
    # what a meeting is about
    "The king left [Oslo] for [Rome]. He has held two meetings on [Chile]. He went to [Milan].": (
        "Oslo Rome Milan"
    ),
    # hyphens for a dash
    "3 May.--Left [Munich] at 8 p.m., arriving at [Vienna] early. All well--no, not quite.": (
        "Munich Vienna"
    ),
    # the heading of a letter or a diary
    "We left [Genoa] at eight and came to [Turin].\n\n[Paris], MARCH 15.—Now behold us here. "
    "We did not hurry.": "Genoa Turin Paris",
    "They left [Genoa] and came to [Turin].\n\n[Paris], MARCH 15.—Now all is well.": (
        "Genoa Turin"
    ),
    "Monday 3 May: [Genoa]\n\nWe are ready.\n\nTuesday 4 May: [Genoa] / [Turin]\n\nWe left at "
    "dawn, and came in late.\n\nFriday 7 May: [Paris]\n\nWe go on to [Lyon].": (
        "Genoa Turin Paris Lyon"
    ),
    # what brackets enclose, and what has not been
    "Ms Lee left [Oslo] for [Rome]. She has said so at other meetings (3 May, in [Lima]).": (
        "Oslo Rome"
    ),
    "Ms Lee left [Oslo] for [Rome]. She has yet to visit [Lima].": "Oslo Rome",
    # a ship's home is no stop of hers
    "The bark sailed from [Hull] for [Oslo]. She was a tidy craft, hailing from [Bergen].": (
        "Hull Oslo"
    ),
    "We steamed out of [Hull] on the 19th and put in at [Oslo].": "Hull Oslo",
    # an adverb between a verb and its preposition, and the words of ships and coaches
    "We sailed from [Oslo]; after calling again at [Hull] we stood away for [Leith].": (
        "Oslo Hull Leith"
    ),
    "We took the coach from [Paris], drew up at dawn in [Dijon] and pushed forward to [Lyon].": (
        "Paris Dijon Lyon"
    ),
    "I left [Oslo]. Our road lay through [Bergen], and we came in sight of [Hull] at noon.": (
        "Oslo Bergen Hull"
    ),
    # source, way, goal, whatever their order
    "They flew from [Oslo] to [Rome] by way of [Vienna].": "Oslo Vienna Rome",
    "They flew to [Rome] from [Oslo] via [Vienna].": "Oslo Vienna Rome",
    "From [Oslo] they flew on Monday to [Rome].": "Oslo Rome",
    "We sailed to [Malta], [Crete] and [Rhodes] from [Naples].": "Naples Malta Crete Rhodes",
    # one stop for a town and what it lies in
    "She went from [Oslo] to [Milan], [Italy], and then to [Nice], [France].": "Oslo Milan Nice",
    "She travelled to [Italy]. From [Oslo] she flew to [Milan].": "Oslo Milan",
    # what was not, might be, used to be
    "He left [Oslo], did not stop in [Rome] and went to [Athens].": "Oslo Athens",
    "He left [Oslo] for [Rome]. He could travel on to [Athens].": "Oslo Rome",
    "He left [Oslo] for [Rome]. Every summer he goes to [Athens].": "Oslo Rome",
    "He left [Oslo] for [Rome]. Two years ago he visited [Athens].": "Oslo Rome",
    "His flight from [Oslo] to [Rome] was diverted to [Milan].": "Oslo Milan",
    # before and after
    "She reached [Rome] after visiting [Milan]. She had set out from [Oslo].": "Oslo Milan Rome",
    "Before leaving for [Rome], she visited [Milan]. She flew from [Oslo].": "Oslo Milan Rome",
    "On 5 May she reached [Rome] from [Milan]. On 2 May she flew from [Oslo] to [Milan].": (
        "Oslo Milan Rome"
    ),
    # the way told after its goal, the last told first, and a journey told from its beginning
    "We left [Hull] for [Rome] and reached the city on Monday by way of [Paris] and [Milan].": (
        "Hull Paris Milan Rome"
    ),
    "Ms Lee arrived in [Milan], [Italy], on the morning of 30 May.\n\nMs Lee arrived in [Vienna], "
    "[Austria], on the evening of 28 May.\n\nMs Lee came to [Oslo] on the morning of 28 May.": (
        "Oslo Vienna Milan"
    ),
    "The plane landed in [Rome] on Monday. It flew there from [Milan]. The plane began its journey "
    "in [Oslo] and has made stops in [Malmö] and [Vienna].": "Oslo Malmö Vienna Milan Rome",
    "Hurricane Ann hit [Cuba] on Monday. On Sunday it hit [Jamaica]. On Saturday it hit [Haiti].": (
        "Haiti Jamaica Cuba"
    ),
    "They went on to [Rome] and [Milan] after they had passed through [Oslo].": "Oslo Rome Milan",
    # the parts of a tour, and a way that is named by its ends
    "Ms Lee left [Hull] and flew to [Oslo]. Her tour includes [Rome], followed by [Milan].": (
        "Hull Oslo Rome Milan"
    ),
    "They drove the [Oslo] to [Malmö] route and flew on to [Rome].": "Oslo Malmö Rome",
    # where news is written
    "[Lima], 3 May (Acme) — The king left [Oslo] and flew to [Rome].": "Oslo Rome",
    # what befell one on the way
    "The ship left [Oslo] and called at [Hull]. She was on her way to [Rome] when she caught "
    "fire.": "Oslo Hull",
    "The ship left [Oslo] and called at [Hull]. She sank on her way to [Rome].": "Oslo Hull",
    # a name that nobody knows in a list
    "She flew from [Oslo] to [Rome], Nowheria, and [Milan].": "Oslo Rome Milan",
    # relative clauses
    "He drove from [Oslo], where a guide met him, to [Malmö] and on to [Hamburg].": (
        "Oslo Malmö Hamburg"
    ),
    "He drove from [Oslo] to [Malmö], where he boarded a train to [Hamburg].": "Oslo Malmö Hamburg",
    "They set out from [Oslo] and came to [Rome], which they reached by way of [Milan].": (
        "Oslo Milan Rome"
    ),
    # home again
    "They left [Oslo] in May, sailed to [Leith] and [Hull], and returned to [Oslo].": (
        "Oslo Leith Hull Oslo"
    ),
    # those who are others
    "Ms Berg flew from [Oslo] to [Rome]. Her brother drove from [Paris] to [Lyon].": "Oslo Rome",
    "Ms Berg flew from [Oslo] to [Rome], where she met Mr Costa, who had come from [Lima].": (
        "Oslo Rome"
    ),
    # a distance and an origin are no way
    "The ship left [Oslo] and anchored at [Hull], 80 km from [Leeds].": "Oslo Hull",
    "The ship left [Oslo] for [Hull], about 80 km away from [Leeds].": "Oslo Hull",
    "Officials from [Paris] met him. He flew from [Oslo] to [Rome].": "Oslo Rome",
    # whatever a traveller does in a town is a stay there, once a journey is told
    "The pianist flew from [Oslo] to [Rome]. She then sang in [Milan]. Mr Costa sang in [Lima].": (
        "Oslo Rome Milan"
    ),
    "The pianist flew from [Oslo] to [Rome]. Critics in [Milan] praised her.": "Oslo Rome",
    # a capital after an article, or beside "of", makes no name of a traveller
    "The Head of State left [Oslo]. From the Summit of the Nations in [Rome] he flew to [Milan].": (
        "Oslo Rome Milan"
    ),
    # a word that no list knows, if it goes where the journey goes
    "The stork left [Oslo] for [Rome] in May. The bird flew on to [Milan].": "Oslo Rome Milan",
    "The stork left [Oslo] for [Rome] in May. A nurse flew on to [Milan].": "Oslo Rome",
    # who was named last is whom a description means
    "Anna Berg left [Oslo] on Monday. The pilot flew on to [Rome] and [Milan].": "Oslo Rome Milan",
    # a town in the name of an airport or a hospital
    "The jet took off from [Oslo] and landed at [Rome]. It went on to [Milan].": "Oslo Rome Milan",
    # the subject before a comma
    "The flame left [Oslo] on Monday. The torch, lit and blessed in [Rome], landed in [Milan].": (
        "Oslo Rome Milan"
    ),
    # an arrival that was late is one all the same
    "He left [Oslo] and did not arrive in [Rome] until Friday.": "Oslo Rome",
    # an object after a time
    "We sailed from [Oslo] and reached on the third day [Hull].": "Oslo Hull",
    # a copula and its stop, either way round
    "He flew from [Oslo] to [Rome]. His last port of call will be [Milan].": "Oslo Rome Milan",
    "He flew from [Oslo] to [Rome]. [Milan] was the next stop.": "Oslo Rome Milan",
    # begun last year, but been there last year
    "They set out from [Oslo] last year and came to [Rome]. Last year Bo saw [Lima].": "Oslo Rome",
    # a stop on the way
    "She stopped in [Rome] on her way from [Oslo] to [Athens].": "Oslo Rome Athens",
    # back, and back again
    "He flew from [Rome] to [Oslo]. He returned to [Rome], left for [Nice], returned to [Rome].": (
        "Rome Oslo Rome Nice Rome"
    ),
    # the end told first
    "She ended her walk in [Rome] on Monday. She had left [Oslo] in May and rested in [Milan].": (
        "Oslo Milan Rome"
    ),
    # a year that lies before
    "The ship reached [Hull] on Monday. In 1999 it sailed from [Oslo] to [Malmö].": (
        "Oslo Malmö Hull"
    ),
    # a country at whose border one is
    "He flew from [Oslo] to [Hanoi], near the [China] border.": "Oslo Hanoi",
    # by a town, but not by somebody
    "They drove, by [Malmö], to [Hamburg]. They left [Oslo] followed by police.": (
        "Oslo Malmö Hamburg"
    ),
    # towns that are countries
    "They flew from [Oslo] via [Singapore|Singapore#country] to [Rome] and on to [Milan].": (
        "Oslo Singapore Rome Milan"
    ),
    # the name beside a title
    "The minister of trade, Ann Lee, left [Oslo]. Lee visited [Rome] and drove to [Milan].": (
        "Oslo Rome Milan"
    ),
    # a clause about the subject, and "of the" inside it
    "The ship that had been patrolling the bay left [Oslo] and sailed into [Hull].": "Oslo Hull",
    "The captain of the tug left [Oslo] on Monday and sailed into [Hull].": "Oslo Hull",
    # ships in general, and these ships
    "The ships left [Oslo] on Monday and called at [Hull].": "Oslo Hull",
    # what leads up to a start that was told
    "A climber was flown from [Rome] to [Nice]. She was hurt in [Oslo] and taken to [Rome].": (
        "Oslo Rome Nice"
    ),
    # where one is said to come from, and nothing more
    "Ann Lee landed in [Rome] on Monday and will drive to [Nice]. She came from [Oslo].": (
        "Oslo Rome Nice"
    ),
    # a stop on the way back
    "He flew from [Oslo] to [Rome]. On his way back to [Oslo] he will stop in [Milan].": (
        "Oslo Rome Milan Oslo"
    ),
    # of one's own journey one tells in stays
    "We set out from [Oslo]. In [Rome] we dined with the consul. We slept at [Milan].": (
        "Oslo Rome Milan"
    ),
    # two goals of one verb
    "Ms Berg travels to [Oslo] on Monday and to [Rome] on Friday.": "Oslo Rome",
    # what has been so far
    "She landed in [Rome] on a trip that has taken her from [Oslo] to [Milan]. It rains.": (
        "Oslo Milan Rome"
    ),
    # trains in general, a movement that is only named, an unknown subject
    "Four in five flights left [Oslo] late. The minister will drive to [Rome].": "",
    "The minister defended the transfer of a base from [Oslo] to [Rome].": "",
    "Exports from [Oslo] to [Rome] jumped by a fifth.": "",
    "The firm moved its headquarters from [Oslo] to [Rome] and in May to [Milan].": "",
    # "X, outside Y"
    "The pilots left [Oslo], flew to [Rome] and landed at Torrino, outside [Milan].": "Oslo Rome",
    # "had" holds for all that follows it
    "She landed in [Rome] on Monday. She had left the base, seen troops in [Oslo] and flown on.": (
        ""
    ),
    # ships in quotation marks
    'The steamer "Hansa" left [Oslo], called at [Hull] and reached [Leith].': "Oslo Hull Leith",
    # a town takes the place of its country in a list
    "Ann Lee will visit [Italy], [Kenya] and [Malta]. In [Rome] (May 3) she will speak.": (
        "Rome Kenya Malta"
    ),
    # where it all began, told last
    "The aircraft flew from [Oslo] to [Rome]. The trip began in March in [Hull].": "Hull Oslo Rome",
    "The jet flew from [Oslo] to [Rome]. It had begun its journey from [Hull].": "Hull Oslo Rome",
    # a visit of others that is only planned, and a deputy without a name
    "Deputy Secretary Lee left [Oslo] for [Rome]. He spoke of Mr Bo's planned visit to [Lima].": (
        "Oslo Rome"
    ),
    # brackets that name no place
    "He flew from [Oslo] to [Nice]. He met the Club (RC) in [Milan].": "Oslo Nice Milan",
    # ordinals before a stop, and a stay in a subordinate phrase
    "He flew from [Oslo] to [Rome]. His next stop will be [Milan].": "Oslo Rome Milan",
    "He flew from [Oslo] to [Rome]. While in [Milan], he sang.": "Oslo Rome Milan",
    # hers, whom the sentence before names
    "Ann Lee left [Oslo] for [Rome]. Her next stop will be [Milan], to see the Museum.": (
        "Oslo Rome Milan"
    ),
    # two towns to which somebody with a name goes, but not one or the other
    "Ann Lee travelled to [Oslo] and [Rome] this week.": "Oslo Rome",
    "Ann Lee is travelling to [Oslo] or [Rome] with her sons.": "",
    # where those are who say so
    "The storm struck [Cuba] and moved to [Haiti]. It was near, according to a man in [Rome].": (
        "Cuba Haiti"
    ),
    # an arrival told first, with the area of its town, and a departure of the day before
    "The pandas reached [Oslo] and the [Norway] reserve on Friday. They left [Rome] on Thursday.": (
        "Rome Oslo"
    ),
    # what only says where a goal lies, after "for" too
    "The jet left [Oslo]. It then took off for the base in [Milan].": "Oslo Milan",
    # a going that follows on a stay of others
    "He flew from [Oslo] to [Rome] for the leaders' summit, and then headed to [Milan].": (
        "Oslo Rome Milan"
    ),
    # a storm crosses seas
    "The storm left [Cuba] on Monday and moved into the [Gulf of Mexico]. It will hit [Haiti].": (
        "Cuba Gulf of Mexico Haiti"
    ),
    # an abbreviation before a comma
    "He departed [Oslo]., for [Rome] and flew on to [Milan].": "Oslo Rome Milan",
    # a stay, and a going that only follows it
    "He flew from [Oslo] to [Rome] for the summit, and then headed to [Milan].": "Oslo Rome Milan",
    # where somebody is from
    "Ann Lee, from [Leith], set off from [Oslo] and walked to [Rome].": "Oslo Rome",
    # arrows
    "The tour: [Oslo] → [Malmö] → [Hamburg].": "Oslo Malmö Hamburg",
    # the firm for which somebody works is not her name
    "Acme engineer Ann Lee flew from [Oslo] to [Rome]. Acme clerk Bo Lie went to [Lima].": (
        "Oslo Rome"
    ),
    # two goals in a list, where the text begins with them
    "The minister Ann Lee will visit [Oslo] and [Rome]. She likes trains.": "Oslo Rome",
    "Ann Lee likes trains. So does her son. It rains. Once she saw [Oslo] and [Rome].": "",
    # "the towns of" leads on to their names
    "She left [Oslo] and toured the towns of [Milan], [Nice] and [Lyon].": "Oslo Milan Nice Lyon",
    # a phrase that takes an object
    "We sailed from [Oslo] and anchored off [Hull] for a day.": "Oslo Hull",
    # the name of a storm, and what is in a town
    "Elsa weakened as it moved over [Cuba]. The storm had hit [Haiti]. It will reach [Miami].": (
        "Haiti Cuba Miami"
    ),
    "Ann Lee walked from [London]'s Putney Bridge to [Henley-on-Thames] in a day.": (
        "London Henley-on-Thames"
    ),
    # a storm is expected where it has not been
    "The storm is likely to reach [Lima] by Friday. It struck [Quito] and moved to [Cali].": (
        "Quito Cali Lima"
    ),
    # an end is told first only where nothing leads up to it
    "We left [Oslo] in May, went to [Hull] first, and then to [Brest]. After leaving [Genoa] we "
    "waited long. Then we reached [Rome].": "Oslo Hull Brest Genoa Rome",
    # where a storm is now comes last of what is told, and what it moves toward lies ahead
    "The typhoon is moving past [Havana]. It struck [Kingston] and then hit [Santiago].": (
        "Kingston Santiago Havana"
    ),
    "Hurricane Ann struck [Jamaica]. It is moving toward [Haiti]. It passed over [Miami] late.": (
        "Jamaica Miami Haiti"
    ),
    # a storm leaves ruins where it has been, and has not come to what is far off
    "The cyclone struck [Hull] after leaving ruins and flooded fields in [Leeds]. It moved on to "
    "[York].": "Leeds Hull York",
    "The storm moved past [Havana]. It was centred 480 miles (770 km) south of [Hull]. It hit "
    "[Miami].": "Havana Miami",
    "The hurricane struck [Havana]. It weakened after making landfall in [Miami].": "Havana Miami",
    # "typhoon" makes a name a storm's wherever it stands
    "Typhoon Weber formed near [Palau]. Weber tore into [Manila] and battered [Hanoi].": (
        "Palau Manila Hanoi"
    ),
    # a part of a place, and a place within another
    "The storm formed near [Palau] and tore through the western tip of [Luzon] on its way to "
    "[Hanoi].": "Palau Luzon Hanoi",
    "She flew from [Cuba]'s western [Havana] to [Miami].": "Havana Miami",
    # a warning goes no way
    "The storm moved from [Havana] to [Miami]. A watch was issued from [Tampa] up to [Orlando].": (
        "Havana Miami"
    ),
    # where a storm kills it has been; where there is none, nothing strikes
    "The hurricane killed 3 people in [Kingston] and 9 in [Havana] and is moving past [Miami].": (
        "Kingston Havana Miami"
    ),
    "A gunman killed two men in [Oslo]. He had hit a clerk in [Hull] and fled.": "",
    "The storm made its first landfall near [Kingston] on 1 June. Its remnants moved into "
    "[Georgia].": "Kingston Georgia",
    # a car that hits a tree is no storm
    "A van from [Leeds] hit a tree near [York]. It had come from [Hull] to [Leeds].": "Hull Leeds",
    # bulletins in capitals
    "THE STORM FORMED NEAR [HAVANA] AND STRENGTHENED. ITS CENTER MOVED SLOWLY TOWARD THE WEST OVER "
    "[JAMAICA]...BEFORE MAKING LANDFALL AT [TAMPA].": "HAVANA JAMAICA TAMPA",
    # whom "he" and "they" mean: no group, no road; and a name that opens the text
    "Samira landed at [Oslo]. A caravan took her to [Hull]. She rode on to [Leeds].": (
        "Oslo Hull Leeds"
    ),
    "Lee's courier left [Oslo]. A fleet lay in the bay. He sailed on to [Leeds].": "Oslo Leeds",
    # ways that go on after a semicolon, and from there
    "We left [Oslo] and drove to [Hull]; from [Hull] to [York], where we slept; and so by [Bath] "
    "to [Lima].": "Oslo Hull York Bath Lima",
    "We left [Oslo] for [Hull]. From there it was two days in the saddle to [York].": (
        "Oslo Hull York"
    ),
    "Lee left [Oslo]. She made for [Hull] and, with a guide, for [Leeds].": "Oslo Hull Leeds",
    # "before" that does not open its sentence, and what was done first
    "Lee rode from [Oslo] to [Hull]. He rested before going on to [Leeds]; and a month later "
    "he arrived at [Lima].": "Oslo Hull Leeds Lima",
    "The ship cleared [Oslo]; coaled at [Hull], having first called at [Leith]; and sailed on to "
    "[Lima].": "Oslo Leith Hull Lima",
    # a log
    "Put off from [Oslo] at noon. Fell down the river to [Hull]. In [Leeds] by the 9th, much "
    "tired.": "Oslo Hull Leeds",
    # where the goods went on from, and where the merchant is from
    "A merchant, one Ann Lee of [Rome], left [Oslo], called at [Hull] and came to [Bath]. From "
    "[Leeds] the bales were carried over the pass.": "Oslo Hull Bath Leeds",
    # what had come about some days later
    "Lee left [Oslo] on the 12th and sailed to [Hull]. Two days later he had got as far as "
    "[Leeds].": "Oslo Hull Leeds",
    # ways after a colon, one after another, and days without a sign
    "We had booked it in [Rome]: [Oslo] to [Hull], four days; [Hull] to [Leeds], two hours.": (
        "Oslo Hull Leeds"
    ),
    "Day 1 [Oslo]. Day 4 [Bergen]. Day 7 [Hull], by boat. June 3rd: at [Leeds].": (
        "Oslo Bergen Hull Leeds"
    ),
    "From [Oslo] to [Hull] by the boat; from [Hull] to [Leeds] by train. So the week went by.": (
        "Oslo Hull Leeds"
    ),
    # a brochure, and advice
    "You fly to [Lima] on Monday. After a day you will travel by train to [Cusco]. You then cross "
    "the lake to [La Paz].": "Lima Cusco La Paz",
    "If you come from [Oslo] by train, change at [Hull]. From [Leeds] it is best to drive.": "",
    # entries of a log, and what only looks like one
    "Day 1: [Oslo], rain. Day 2: [Bergen] at noon. Days 3 and 4: [Hull], from where we fly home.": (
        "Oslo Bergen Hull"
    ),
    "4 Sept. [Oslo], snow. 6 Sept. [Bergen]. 9th: [Hull], and roses.": "Oslo Bergen Hull",
    "1. [Oslo], 2. [Bergen], 3. [Hull]. In 2010, [Rome] was fourth.": "",
    # the stops of a way after a colon, with what is told of them
    "Our route was as follows: [Oslo], [Bergen] (two nights), a bus, then [Hull] and [Leeds].": (
        "Oslo Bergen Hull Leeds"
    ),
    "Stops on the northbound run: [Rome] - [Milan] - [Oslo].": "Rome Milan Oslo",
    "The first round is over: [Rome], [Milan] and [Oslo] play on.": "",
    # ships named for places
    "We left [Oslo] on board the [Mongolia] and reached [Hull] on Friday.": "Oslo Hull",
}


@pytest.mark.parametrize("parser", [None, parse], ids=["rules", "parser"])
@pytest.mark.parametrize("text", RULES)
def test_a_rule_reads_its_example(text, parser):
    stops = read(text, parser=parser)[1].stops
    assert " ".join(stop.mention.text for stop in stops) == RULES[text]


# What Dutch does otherwise.
DUTCH = {
    # a verb whose prefix comes later, before its places or after them
    "Het schip vertrok uit [Gent], deed [Brest] en [Malaga] aan en legde vrijdag aan in [Genua].": (
        "Gent Brest Malaga Genua"
    ),
    "Het zeilschip verliet [Gent] op maandag en meerde donderdag af in [Brest].": "Gent Brest",
    "Hij was in [Oslo] aan boord gegaan en ging in [Hull] van boord.": "Oslo Hull",
    "De man vluchtte uit [Oslo] naar [Hull], stak over naar [Brest] en bleef in [Genua].": (
        "Oslo Hull Brest Genua"
    ),
    # an auxiliary after "and" opens a group of its own
    "Het fregat is dinsdag uit [Gent] vertrokken en zal eind mei in [Brest] aankomen.": (
        "Gent Brest"
    ),
    # an adverb before the verb is no subject
    "Het fregat voer uit [Gent] naar [Hull]. Zaterdags deed het [Brest] aan.": "Gent Hull Brest",
    "Na een verblijf in [Oslo] vertrok de zangeres naar [Bergen]. Daarna gaat ze naar [Hull].": (
        "Oslo Bergen Hull"
    ),
    # people in general
    "Wie van [Gent] naar [Brest] rijdt, neemt best de trein.": "",
    "Vluchtelingen uit [Gent] gaan naar [Brest] en naar [Hull].": "",
    # ships anchor off a town
    "Wij voeren van [Gent] langs [Brest] en lieten de volgende dag voor [Hull] het anker vallen.": (
        "Gent Brest Hull"
    ),
    # a diary leaves out its verbs
    "3 mei. Vertrokken uit [Gent]. 4 mei. Kwamen in [Keulen] aan. 5 mei. Per boot naar [Hull].": (
        "Gent Keulen Hull"
    ),
    # old spelling, and the morning, which is no tomorrow
    "Den 1 Juny zyn wy van [Gent] vertrokken; den 3 kwamen wy te [Hull] aan, en stoomden in den "
    "vroegen morgen naar [Leith].": "Gent Hull Leith",
    "Wy vaaren uit [Gent] en loopen [Hull] binnen. De togt ging verder naar [Leith].": (
        "Gent Hull Leith"
    ),
    # where a head of state is from day to day
    "De koningin bezoekt [Spanje]. Dinsdag wordt zij in [Madrid] ontvangen. Woensdag staat een "
    "bezoek aan [Sevilla] op het programma. Vrijdag wordt het bezoek besloten in [Malaga].": (
        "Madrid Sevilla Malaga"
    ),
    "De paus heeft een vol programma: hij zal op 3 mei in [Lima] zijn, op 6 mei in [Quito] en op "
    "9 mei in [Bogota].": "Lima Quito Bogota",
    "Koning Bo en koningin Ann reizen maandag naar [Gent]. Dinsdag ontmoet koning Bo in [Brest] "
    "de pers. Donderdag sluit het koningspaar het bezoek af in [Genua].": "Gent Brest Genua",
    # the title that a name bears elsewhere
    "De minister vertrok uit [Gent] en kwam aan in [Brest]. Minister Visser sprak er kort. Visser "
    "vloog verder naar [Genua].": "Gent Brest Genua",
    # a clause about a noun needs no comma
    "De bus reed van [Gent] naar [Hull]. Hij bezocht de eilanden die een deel van [Oslo] zijn.": (
        "Gent Hull"
    ),
    # a place's article is no pronoun, and a firm's plane no firm
    "Een vlucht van [Oslo] naar [Hull] duurde lang. Ook in een toestel van Acme, dat uit [Gent] "
    "kwam, was een man onwel.": "",
    # where a verb leads with its prefix, and a town told after its country
    "De ooievaar vloog uit [Gent] weg. Hij kwam uit bij [Brest] en hield halt in [Zweden], nabij "
    "[Malmö].": "Gent Brest Malmö",
    # many, and those who are no name
    "De meeste Friezen gingen naar [Gent], en veel Friezen trokken naar [Brest].": "",
    # an island that is a municipality too
    "Het jacht zeilde van [Texel] naar [Brest] en bereikte [Hull].": "Texel Brest Hull",
    # what a visit is "of", and where it is made
    "De zanger vloog van [Gent] naar [Oslo]. Daarna volgt een bezichtiging van de oude haven in "
    "[Hull].": "Gent Oslo Hull",
    # "den trein nemen", "zijn intrek nemen": a verb with its noun
    "In [Gent] namen wij den trein naar [Brest]. Te [Hull] namen wij onzen intrek in een hotel.": (
        "Gent Brest Hull"
    ),
    # a ship comes to a roadstead
    "Wij voeren van [Gent] langs [Brest] en kwamen 's avonds op de reede van [Hull].": (
        "Gent Brest Hull"
    ),
    # "begin" is a time
    "De minister reisde van [Gent] naar [Brest]. Het overleg kreeg begin april een vervolg in "
    "[Hull].": "Gent Brest",
    # one who comes somewhere without a prefix
    "Wij vertrokken uit [Gent] en reden in de richting van [Hull]. Des avonds kwamen wij te "
    "[Brest] en den volgenden dag te [Genua].": "Gent Brest Genua",
    # days from the first of a span on; and an article that looks like "it"
    "De minister reist van 3 tot en met 6 mei naar [Ghana]. Hij begint in [Accra]. Op 4 mei gaat "
    "het gezelschap naar [Kumasi], en op 5 mei is de minister in [Lomé].": "Accra Kumasi Lomé",
    # one may stay on a country that is an island
    "De prinses bezoekt maandag 3 mei [Aruba]. Dinsdag 4 mei is de prinses op [Curaçao]. Woensdag "
    "5 mei reist zij naar [Bonaire].": "Aruba Curaçao Bonaire",
    # a name that begins with an article
    "Minister De Wit vertrok uit [Gent]. Maandag reist De Wit naar [Brest]. Dinsdag is de minister "
    "in [Hull].": "Gent Brest Hull",
    # what one passes by, and what one leaves behind
    "Toen wij [Gent] achter ons hadden gelaten, voeren wij voorbij [Brest] naar [Hull].": (
        "Gent Brest Hull"
    ),
    # a noun that looks like a verb, between a verb and its prefix
    "De minister vloog van [Gent] naar [Brest]. Op haar reis doet zij de landen [Chili] en [Peru] "
    "aan.": "Gent Brest Chili Peru",
    # a day with its ending is no noun, and two prefixes are two ways
    "Den 3den verlieten wij [Gent]. Den 4den scheepten wij ons te [Brest] in naar [Hull].": (
        "Gent Brest Hull"
    ),
    # a way without a verb; a copula that ends its clause
    "Wij reisden naar [Gent]. Met de trein van [Gent] over [Ieper] naar [Brest]. [Hull] zal onze "
    "eerste haven zijn.": "Gent Ieper Brest Hull",
    # what one sees is "of" a place
    "De minister reisde naar [Gent] en bezocht de oudste toren van [Peru]. Daarna ging hij naar "
    "[Brest].": "Gent Brest",
    # an hour is no distance
    "De nachttrein vertrekt om 19.04 uur uit [Gent], stopt in [Brest] en komt aan in [Hull].": (
        "Gent Brest Hull"
    ),
    # another clause than that of the verb
    "Zij schreef over [Gent] en over [Brest], maar zij kwam haar kamer in [Hull] niet uit.": "",
    # what is told for next week lies ahead of where one is now
    "Hier zijn we dan in [Gent]! Onderweg hebben we in [Brest] gelegen. Volgende week gaan we door "
    "naar [Hull].": "Brest Gent Hull",
    # a time between "en" and its verb
    "Om zes uur hield de trein stil te [Gent] en om negen uur waren wij te [Hull]. Wij reden naar "
    "[Brest].": "Gent Hull Brest",
    # no verb at all
    "Van [Gent] naar [Hull] per spoor, van [Hull] naar [Brest] per rijtuig.": "Gent Hull Brest",
    "De premier reist volgende week. Op het programma staan bezoeken aan [Gent], [Brest] en "
    "[Hull].": "Gent Brest Hull",
    # on the way, by way of, and behind one's back
    "Op weg naar [Gent] hield de paus halt in [Brest].": "Brest Gent",
    "Wij bereikten over [Gent] en [Brest] het lang gewenschte [Hull].": "Gent Brest Hull",
    "Toen wij [Gent] achter den rug hadden, stevenden wij op [Brest] aan. Wij lagen te [Hull].": (
        "Gent Brest Hull"
    ),
    # what is made somewhere goes nowhere
    "Het album is opgenomen in [Gent] en gemixt in [Brest]. De zangeres komt uit [Hull].": "",
    # a stay that came before, told behind its verb
    "Het vliegtuig steeg op in [Gent] en landt in [Hull], na een tankstop in [Brest].": (
        "Gent Brest Hull"
    ),
}

# What German does otherwise.
GERMAN = {
    # a warning goes no way
    "Der Hurrikan zog über [Kuba] und traf [Miami]. Sturmflutwarnungen wurden von [Tampa] bis nach "
    "[Orlando] herausgegeben.": "Kuba Miami",
    "Der Zug verließ [Ulm] und entgleiste bei [Linz].": "Ulm Linz",
    # a verb with its noun, and what one leaves behind
    "In [Gent] nahmen wir den Zug nach [Ulm]. Bald ließen wir [Ulm] hinter uns und kamen nach "
    "[Linz].": "Gent Ulm Linz",
    "Wir nahmen von [Gent] Abschied und fuhren an [Ulm] vorüber nach [Linz].": "Gent Ulm Linz",
    # marches and retreats; and a goal with its noun
    "Der General verließ [Gent] und trat den Rückzug nach [Ulm] an. Er kehrte in seine Hauptstadt "
    "[Linz] zurück.": "Gent Ulm Linz",
    # roads and news go nowhere
    "Der König verließ [Gent] und eilte nach [Ulm]. Die Straße führt nach [Linz]. Die Nachricht "
    "erreichte [Brest] bald.": "Gent Ulm",
    # a way without a verb, or with one that tells none
    "Wir waren müde. Mit der Fähre von [Gent] nach [Ulm]. Von [Ulm] über [Linz] bis [Wien] "
    "brauchten wir drei Tage.": "Gent Ulm Linz Wien",
    "Wir kamen nach [Gent]. Von [Ulm] nach [Linz] führt eine Bahn.": "",
    # a participle before its auxiliary; and a verb whose prefix is a preposition too
    "Als wir [Gent] verlassen hatten, fuhren wir an [Ulm] vorbei nach [Linz].": "Gent Ulm Linz",
    # the subject after an auxiliary, and those whom one meets
    "Der Minister reist nach [Gent]. Am Montag wird sich der Minister in [Ulm] mit dem Richter "
    "Karl Weber treffen. Danach wird der Minister nach [Linz] weiterreisen.": "Gent Ulm Linz",
    # a direction is no goal, and a prefix that makes one
    "Wir fuhren von [Gent] in Richtung [Brest] und kamen nach [Ulm]. Von [Ulm] zogen wir auf "
    "[Linz] los.": "Gent Ulm Linz",
    # a copula with its day; a stay that "where" tells; and a boat that sets one ashore
    "Wir reisen von [Brest] ab, und ich bin froh. Unsere erste Station ist am Montag [Gent], "
    "danach fahren wir nach [Ulm].": "Brest Gent Ulm",
    "Wir kamen über [Gent] nach [Ulm], wo wir drei Wochen zubrachten. Ein Boot setzte uns in "
    "[Linz] ans Land.": "Gent Ulm Linz",
    # a verb that ends its clause says how certain it is, and who it is that rides
    "Wir verließen [Gent]. Weil ich nicht nach [Brest] reisen konnte, fuhren wir nach [Ulm].": (
        "Gent Ulm"
    ),
    "Von [Gent] kam ich nach [Ulm], wo ich mich auf einem Boot ohne Glanz und Pracht nach [Linz] "
    "einschiffte.": "Gent Ulm Linz",
    # what stands beside a place is not who is there
    "Wir kamen von [Gent] nach [Ulm]. In [Linz], der Hauptstadt des Landes, frühstückten wir.": (
        "Gent Ulm Linz"
    ),
    # a name behind its verb; one that opens sentences is a name all the same
    "Brandt verließ [Gent]. Am Montag zog Brandt nach [Ulm]. Den Rest der Woche war Brandt in "
    "[Linz].": "Gent Ulm Linz",
    # an object after a phrase; a plan that is not carried out before a comma
    "Ich verließ mit dem frühen Postwagen [Gent] und kam nach [Ulm].": "Gent Ulm",
    # "als" that opens no clause; the subject before an auxiliary; and what is left behind
    "Der Sturm traf [Brest] und erreichte als Orkan [Gent]. Später zog er nach [Ulm].": (
        "Brest Gent Ulm"
    ),
    "Der Minister ist von seinem Landsitz bei [Gent] aufgebrochen und nach [Ulm] gereist.": (
        "Gent Ulm"
    ),
    "Wir hatten [Gent] bereits hinter uns gelassen und erreichten [Ulm].": "Gent Ulm",
    # whom a boat leads, what is in sight, and whither one advances
    "Zwei Männer ritten von [Gent] nach [Ulm]. Ein Boot führte die Männer nach [Linz].": (
        "Gent Ulm Linz"
    ),
    "Das Heer zog von [Gent] nach [Ulm] und rückte gegen [Linz] vor.": "Gent Ulm Linz",
    # a letter's heading, with its day
    "[Linz], den 3. Mai. Gestern kam ich hier an. Ich fuhr von [Gent] ab und schlief in [Ulm].": (
        "Gent Ulm Linz"
    ),
    # a river says where a town lies
    "Wir verließen [Gent] und kamen nach [Mainz] am [Rhein|Rhine]. Ich fuhr nach [Linz].": (
        "Gent Mainz Linz"
    ),
    # a year tells what came before only where the text led with a day
    "Mit achtzehn ging er nach [Oslo]. 1912 zog er nach [Hull] und 1934 nach [Brest].": (
        "Oslo Hull Brest"
    ),
    # stays told one by one are not the end of the way
    "Wir haben in [Oslo] gegessen und in [Hull] geschlafen. Gestern haben wir [Gent] verlassen, "
    "heute übernachten wir in [Brest].": "Oslo Hull Gent Brest",
    # who says so, and "he wrote, but he came" in another clause
    "Nach Angaben der Stadt [Oslo] wird der König zuerst nach [Hull] reisen. Von dort fliegt er "
    "nach [Brest].": "Hull Brest",
    # finally, and not the last time; up to a fortress
    "Man brachte ihn erst nach [Oslo], dann nach [Hull] und zuletzt auf die Festung [Brest].": (
        "Oslo Hull Brest"
    ),
    # anybody
    "Wer von [Oslo] nach [Hull] fährt, braucht einen Tag. Nach [Brest] sind es zwei Tage.": "",
    # a storm goes ashore
    "Der Taifun fegte über [Oslo] hinweg. Bei [Hull] ging er an Land.": "Oslo Hull",
    # what is on the programme, before its verb and after it
    "Der König fliegt am Montag nach [Gent]. Danach stehen [Oslo] und [Hull] auf dem Programm. Am "
    "Freitag fliegt er von [Hull] nach [Brest].": "Gent Oslo Hull Brest",
    # the places of a list after a colon belong to the verb before it
    "Wir besuchten drei Städte: [Oslo], [Hull] und [Brest]. Danach fuhren wir nach [Gent].": (
        "Oslo Hull Brest Gent"
    ),
    # no verb at all
    "Wir fuhren von [Oslo] nach [Hull]. Dann zu Schiff nach [Brest].": "Oslo Hull Brest",
    # a denial that ends its clause, a wish that came to nothing, and where one went instead
    "Nach [Oslo] kamen wir nicht. Wir fuhren von [Hull] nach [Brest].": "Hull Brest",
    "Er wollte über [Oslo] reisen, allein es regnete; so fuhr er von [Hull] nach [Brest].": (
        "Hull Brest"
    ),
    "Statt nach [Oslo] fuhr er nach [Hull] und von dort nach [Brest].": "Hull Brest",
    # a stay and a journey on in one sentence
    "So blieben wir in [Oslo] und reisten dann nach [Hull].": "Oslo Hull",
    # a main clause after one of what was before
    "Nachdem ich mich in [Oslo] aufgehalten hatte, begab ich mich über [Hull] nach [Brest].": (
        "Oslo Hull Brest"
    ),
    # what stops on the way to a goal that is not reached yet
    "Das Schiff ist auf dem Weg von [Oslo] nach [Brest]. Heute soll es [Hull] erreichen.": (
        "Oslo Hull Brest"
    ),
    # broken off, and led elsewhere
    "Die Maschine war auf dem Flug von [Oslo] nach [Hull], als ein Triebwerk ausfiel. Sie landete "
    "in [Brest].": "Oslo Brest",
    "Der Flug von [Oslo] nach [Hull] wurde nach [Brest] umgeleitet.": "Oslo Brest",
    # what lies before one, whither, and a subject behind its verb
    "Endlich lag [Oslo] vor uns. Wir hatten [Hull] vor zwei Tagen verlassen.": "Hull Oslo",
    "Ich schreibe Dir aus [Oslo], wohin wir von [Hull] gesegelt sind. Wir bleiben.": "Hull Oslo",
    "Um zwölf passierten wir die Grenze bei [Oslo], um sechs Uhr hielt der Zug in [Hull], um neun "
    "waren wir in [Brest].": "Oslo Hull Brest",
    # the places before a verb are not those of the next
    "Die Fackel wurde in [Gent] entzündet, reiste nach [Hull] und traf am 3. Mai in [Oslo] ein.": (
        "Gent Hull Oslo"
    ),
    # a train has come from where it is
    "Der Zug aus [Oslo] erreichte am Dienstag [Hull].": "Oslo Hull",
    # a list goes on after a clause about its first place
    "Der Minister besuchte [Oslo], wo er mit Lee sprach, und anschließend [Hull].": "Oslo Hull",
    # on the way, and before one leaves
    "Auf seinem Weg nach [Oslo] machte der Papst in [Hull] Station.": "Hull Oslo",
    "Vor seiner Weiterreise nach [Oslo] traf der Kanzler in [Hull] den König.": "Hull Oslo",
    # prices and most people go nowhere; what a storm leaves behind
    "Die Preise stiegen in [Oslo] und kamen in [Hull] an. Die meisten ziehen nach [Brest].": "",
    "Der Taifun hinterließ in [Oslo] Trümmer und steuert nun auf [Hull] zu.": "Oslo Hull",
    # what had been, with "war", and a stay that came before, told behind its verb
    "Der Radler erreichte gestern [Oslo]. Über [Hull] war er nach [Brest] gefahren.": (
        "Hull Brest Oslo"
    ),
    "Das Flugzeug hob in [Oslo] ab und landet in [Brest], nach einem Tankstopp in [Hull].": (
        "Oslo Hull Brest"
    ),
    # a line of a timetable, and what goes on without a verb
    "Um 6 Uhr Abfahrt [Oslo], um 8 Uhr Ankunft [Hull]. Also Bummelzug nach [Brest]. Von [Brest] "
    "nach [Gent].": "Oslo Hull Brest Gent",
    # a journey that leads somewhere, has begun somewhere, and goes on
    "Die Reise des Ministers führt nach [Oslo], [Hull] und [Brest].": "Oslo Hull Brest",
    "Der Minister hat seine Reise in [Oslo] begonnen. Nächste Stationen sind [Hull] und [Brest].": (
        "Oslo Hull Brest"
    ),
    "Der Papst besuchte [Oslo]. Es folgten Stationen in [Hull] und [Brest]. Er flog nach [Gent].": (
        "Oslo Hull Brest Gent"
    ),
    "Ausgangspunkt war [Brest]. Der Bus hielt in [Oslo] und fuhr nach [Hull].": "Brest Oslo Hull",
}


@pytest.mark.parametrize("text", GERMAN)
def test_a_rule_reads_its_german_example(text):
    stops = read(text, "de")[1].stops
    assert [stop.mention.text for stop in stops] == GERMAN[text].split()


FRENCH = {
    # verbs with their nouns, and what they lead to
    "Nous prîmes la route de [Dijon]. Le soir nous jetâmes l'ancre à [Brest] et levâmes l'ancre "
    "pour [Oslo].": "Dijon Brest Oslo",
    "Le prince se replia sur [Metz]. Il fit étape à [Nancy] et approcha de [Dijon].": (
        "Metz Nancy Dijon"
    ),
    "Il s'embarqua à [Brest]. Le navire mouilla devant [Malaga] et fit voile vers [Tunis].": (
        "Brest Malaga Tunis"
    ),
    # what opens a sentence has the subject that follows, and an infinitive that of its verb
    "Ayant quitté [Metz], les marchands se dirigèrent vers [Nancy]. Ils touchèrent à [Brest].": (
        "Metz Nancy Brest"
    ),
    "Après avoir visité [Dijon], nous continuâmes notre route jusqu'à [Lyon].": "Dijon Lyon",
    "Le légat revint à [Metz] et franchit les Vosges pour gagner [Nancy].": "Metz Nancy",
    # the same verb leads on, or none is needed
    "Notre voyage nous mena d'abord à [Metz], ensuite à [Nancy], enfin à [Dijon].": (
        "Metz Nancy Dijon"
    ),
    "De [Lyon], je me rendis à [Dijon] ; de [Dijon] à [Metz], et de [Metz] à [Nancy] en train.": (
        "Lyon Dijon Metz Nancy"
    ),
    "Voici le trajet :\n\nDe [Lyon] à [Metz] par [Dijon], diligence : 3 jours.\n\nDe [Metz] à "
    "[Nancy], bateau : 2 jours.": "Lyon Dijon Metz Nancy",
    # a time, a ship and a land that are no source, and what only describes a noun
    "Je quittai [Metz] pour [Nancy]. Depuis trois jours, j'ai un hôtel du faubourg de [Dijon].": (
        "Metz Nancy"
    ),
    "Nous nous embarquâmes à [Malaga] sur un navire de [Brest], qui avait passé l'hiver dans "
    "l'île. Ayant abordé à [Tunis], nous y restâmes.": "Malaga Tunis",
    "Le roi quitta [Brest] et mit le pied sur la terre de [Malte|Malta].": "Brest Malte",
    "Le point de départ fut [Brest]. De là le navire qui portait le roi fit route vers [Tunis].": (
        "Brest Tunis"
    ),
    "Chassé de [Metz], le prince gagna [Nancy]. De là il alla à [Dijon].": "Metz Nancy Dijon",
    # a pronoun that is no article, whom one carries, and a ship that strikes nothing
    "Il fut mené à [Brest] ; on l'envoya de là à [Tunis] et on le transféra à [Malte|Malta].": (
        "Brest Tunis Malte"
    ),
    "Nous quittâmes [Metz]. Une voiture nous mena à [Nancy], puis à [Dijon] et à [Lyon].": (
        "Metz Nancy Dijon Lyon"
    ),
    "La frégate appareilla de [Brest], toucha [Malaga] et entra en rade de [Tunis].": (
        "Brest Malaga Tunis"
    ),
    "Elle alla de [Metz] à [Nancy], de [Nancy] à [Dijon], et de [Dijon] à [Lyon].": (
        "Metz Nancy Dijon Lyon"
    ),
    "Le dirigeable s'envola de [Metz], aperçut [Nancy] et atterrit près de [Dijon].": (
        "Metz Nancy Dijon"
    ),
    # what opens a sentence, a phrase or an infinitive, and what is told of its verb later
    "En route pour [Oslo], le navire jeta l'ancre à [Brest]. Avant de gagner [Malte|Malta], il "
    "relâcha à [Tunis].": "Brest Oslo Tunis Malte",
    "À peine arrivés à [Metz], nous repartîmes pour [Nancy] ; après quoi nous prîmes l'express "
    "pour [Lyon].": "Metz Nancy Lyon",
    "Le premier jour nous couchâmes à [Metz] ; le second, à [Nancy] ; le troisième, à [Dijon].": (
        "Metz Nancy Dijon"
    ),
    "Nous atteignîmes [Nancy] le soir même et [Metz] le lendemain ; nous vînmes un jour après à "
    "[Dijon], et le jour d'après à [Lyon].": "Nancy Metz Dijon Lyon",
    "Nous voici à [Lyon]. Nous avons passé deux jours à [Dijon]. Demain nous partirons pour "
    "[Metz].": "Dijon Lyon Metz",
    "Pour aller à [Oslo], je pris l'express à [Metz]. Je changeai de train à [Nancy].": (
        "Metz Oslo Nancy"
    ),
    # a visit that is a noun, and a way from place to place after a verb of starting
    "Le roi se rendra en visite d'État à [Metz]. Il visitera [Nancy] avant de s'envoler pour "
    "[Oslo].": "Metz Nancy Oslo",
    "Nous repartîmes pour [Metz], et de [Metz] à [Nancy] nous prîmes le bateau.": "Metz Nancy",
    "Jour 1 : arrivée à [Metz]. Jour 2 : route vers [Nancy]. Jour 3 : [Dijon], puis [Lyon].": (
        "Metz Nancy Dijon Lyon"
    ),
    "Itinéraire : [Metz], [Nancy], [Dijon] et enfin [Lyon].": "Metz Nancy Dijon Lyon",
    # "après-demain" opens no clause
    "Je me rends à [Metz]. Après-demain je pars pour [Nancy] et je gagne [Dijon].": (
        "Metz Nancy Dijon"
    ),
    # storms
    "Le cyclone, après avoir frôlé [Malte|Malta], s'est abattu sur la côte de [Tunis]. Il "
    "s'éloigne vers [Oran].": "Malte Tunis Oran",
    # old spellings
    "Nous arrivasmes à [Metz] et partismes pour [Nancy] ; j'allay ensuite à [Dijon].": (
        "Metz Nancy Dijon"
    ),
    "Il alloit à [Lyon], s'arrêtoit à [Dijon] et prenoit le chemin de [Metz].": "Lyon Dijon Metz",
    # a road goes nowhere
    "La route de [Dijon] à [Metz] passe par [Nancy]. Elle traverse [Brest].": "",
    "De [Dijon] à [Metz] la pluie tombait. Il parle de [Nancy].": "",
}
SPANISH = {
    "El bergantín zarpó de [Lima], tomó puerto en [Callao] y dio fondo en [Manila].": (
        "Lima Callao Manila"
    ),
    "Se hicieron a la mar en [Vigo] con rumbo a [Lima]. Tocaron en [Gijón].": "Vigo Lima Gijón",
    # a verb says who goes, and so does a pronoun that ends it
    "Dejamos [Burgos] por la mañana, cruzamos [Soria] y dormimos en [Lugo].": "Burgos Soria Lugo",
    "Salió de [Burgos]. Dirigióse a [Soria] y embarcóse en [Vigo] para [Lima].": (
        "Burgos Soria Vigo Lima"
    ),
    # so does one of old books, and one of who was brought
    "Embarquéme en [Vigo] y fuime a [Lima]. Detúveme en [Callao]; llevónos un vapor a [Manila].": (
        "Vigo Lima Callao Manila"
    ),
    "Trasladóse el rey a [Burgos] y de allí a [Soria]. Fuéronse todos a [Lugo].": (
        "Burgos Soria Lugo"
    ),
    "De [Burgos] pasé a [Lugo]. Ya estamos en [Soria] y mañana vamos a [Vigo].": (
        "Burgos Lugo Soria Vigo"
    ),
    # "before" and "bound for" have the subject that follows, and a name needs no article
    "Antes de llegar a [Lima], el barco hizo escala en [Callao]. Rumbo a [Vigo], fondeó en "
    "[Gijón].": "Callao Lima Gijón Vigo",
    "Hernán salió de [Vigo] y tomó el expreso en [Lugo] para [Burgos].": "Vigo Lugo Burgos",
    "Expulsado de [Lugo], trasladóse el general a [Burgos]. Se fue para [Soria].": (
        "Lugo Burgos Soria"
    ),
    "La comitiva salió de [Burgos], hizo su entrada en [Lugo] y fue a dormir a [Soria].": (
        "Burgos Lugo Soria"
    ),
    "Ruta del viaje: [Lugo], [Burgos] y [Soria].": "Lugo Burgos Soria",
    # "had" is of the clause that commas enclose
    "El cuerpo, que había estado en el hospital, fue llevado a [Burgos]. De allí lo llevaron a "
    "[Soria].": "Burgos Soria",
    "La reina se refugió en [Lugo]. Marchó más tarde a [Burgos].": "Lugo Burgos",
    # nobody goes "en" a place, and a club is none
    "El aceite subió en [Burgos] y el vino subió en [Soria].": "",
    "El [Burgos], que visita [Soria] el domingo, ganó en [Lugo].": "",
    # what is told once, of several times, and what a tour is said to include
    "A las seis llegamos a [Burgos]; a las nueve, a [Soria]; y el lunes, a [Lugo].": (
        "Burgos Soria Lugo"
    ),
    "El primer día dormimos en [Lugo]; el segundo, en [Burgos]; el tercero, en [Soria].": (
        "Lugo Burgos Soria"
    ),
    "El presidente iniciará en [Lima] una gira que incluye [Quito] y [Manila]. "
    "Terminará en [Vigo].": ("Lima Quito Manila Vigo"),
    "El papa saldrá de [Vigo]. Irá a [Lima] y el domingo cerrará su visita en [Quito].": (
        "Vigo Lima Quito"
    ),
    "El rey recorrió [Lugo], [Burgos] y [Soria].": "Lugo Burgos Soria",
    # "para" is a preposition, "por la mañana" no day to come
    "Me puse en camino para [Soria]. Anduve hasta [Burgos] y me quedé en [Lugo].": (
        "Soria Burgos Lugo"
    ),
    # what opens a sentence has the subject that follows, if there is one
    "Llegado a [Burgos], el rey descansó dos días. Se encaminó después a [Soria].": "Burgos Soria",
    "Después de visitar [Burgos], siguieron viaje a [Soria]. Regresaron por [Lugo].": (
        "Burgos Soria Lugo"
    ),
    "De [Lugo] a [Burgos] fueron en coche; de [Burgos] a [Soria] en tren.": "Lugo Burgos Soria",
    "Almorzamos en [Soria] y seguimos a [Burgos]. Un tren nos llevó a [Lugo].": "Soria Burgos Lugo",
    # a verb that no list knows is no traveller
    "El general se dirigió a [Lugo]; incendió el puente, avanzó sobre [Burgos] y se retiró a "
    "[Soria].": "Lugo Burgos Soria",
    # old spellings
    "Passó por [Burgos] y bolvió á [Soria]; fué después á [Lugo].": "Burgos Soria Lugo",
    "La carretera de [Lugo] a [Burgos] pasa por [Soria]. Cruza [Vigo].": "",
    "Habla de [Lugo] a menudo. Los precios bajaron en [Burgos] y en [Soria].": "",
}


@pytest.mark.parametrize("text", FRENCH)
def test_a_rule_reads_its_french_example(text):
    assert route(text, "fr") == FRENCH[text].split()


@pytest.mark.parametrize("text", SPANISH)
def test_a_rule_reads_its_spanish_example(text):
    assert route(text, "es") == SPANISH[text].split()


@pytest.mark.parametrize("language", sorted(table()))
def test_the_reader_knows_every_form_of_a_verb_by_its_principal_parts(language):
    known, phrases = cues(language).words, cues(language).phrases
    told = [
        form for its in forms(language, table()[language], set())["verb"].values() for form in its
    ]
    assert [form for form in told if "_" not in form and form not in known] == []
    assert [form for form in told if "_" in form and form.partition("_")[0] not in phrases] == []


@pytest.mark.parametrize("language", sorted(table()))
def test_the_forms_of_verbs_are_those_that_the_script_writes(language):
    made = (OUTPUT / f"{language}.toml").read_text("utf-8")
    assert made == written(language, table()[language]), "run python data/build_verbs.py"


@pytest.mark.parametrize("text", DUTCH)
def test_a_rule_reads_its_dutch_example(text):
    stops = read(text, "nl")[1].stops
    assert [stop.mention.text for stop in stops] == DUTCH[text].split()


# Whose movement it is, where a comma, a clause or another noun stands between.
PARSED = {
    # people of whom a journey is told, what they go by, and people in general
    "Migrants who landed in [Bari] were taken by ferry to [Split] and put on buses to [Vienna].": (
        "Bari Split Vienna"
    ),
    "Migrants who are in [Bari] were in the news. Migrants go to [Split] and to [Vienna].": "",
    # where somebody is who says so
    "He was held in [Oslo], then moved to [Rome]. His destination was [Milan], where he has been "
    "detained for eleven years, his lawyers in [London] said.": "Oslo Rome Milan",
    "The ship was last seen in [Malta] on Friday. It had left [Tunis] on Wednesday.": "Tunis Malta",
    # a short text may tell one end of the way in a stay
    "The inmates were moved out of [Oslo] on Saturday and are now being held in [Bergen].": (
        "Oslo Bergen"
    ),
    "Ann Lee, who police say has fled abroad, left [Oslo] and flew to [Rome].": "Oslo Rome",
    "More than 300 people who escaped the floods left [Oslo] and reached [Hull].": "Oslo Hull",
    # a place that a sign parts from its verb
    "They left [Oslo], and on the third day they reached their goal--[Hull].": "Oslo Hull",
    # trade goes nowhere, and a lead over a town is no way by it
    "We were the best source of supply to [Chile] and [Peru]. We sent more goods to [Cuba].": "",
    "The team went to [Oslo] to take part in a race, holding a lead over [Rome].": "",
    "The team went to [Oslo] and kept its lead over [Rome] and [Milan].": "",
    # a clause that goes on after a semicolon
    "We were ill. We left the mules in [Oslo]; rode a cart to [Rome]; and walked to [Milan].": (
        "Oslo Rome Milan"
    ),
    # a ship that is only seen
    "I left [Oslo] in my boat. A large schooner came out of [Hull] at noon. I put in at [Leith].": (
        "Oslo Leith"
    ),
    # italics and quotation marks around a ship's name
    'After a gale Her Majesty\'s ship "Hansa," a brig, sailed from [Oslo]. She reached [Hull].': (
        "Oslo Hull"
    ),
    # a log, which the parser takes for names
    "Left [Oslo] at dawn. Arrived [Hull] at 4.30. Found all well.": "Oslo Hull",
    # nobody is said to reach it
    "We left [Oslo] and came to [Narvik]. The Lapps are poor, but once [Luleå] is reached, all "
    "is easy.": "Oslo Narvik Luleå",
    # who tells it is no storm
    "We left [Oslo]. Here we strike to the north to [Trondheim], and reach [Hull].": (
        "Oslo Trondheim Hull"
    ),
    # a town that receives one, and a place that is all there is of a sentence
    "We left [Oslo] on Monday. [Bergen] gave us supper. [Hull] on the third day, in rain. After "
    "[Hull] came [Leeds]. Then we sailed to [Lima].": "Oslo Bergen Hull Leeds Lima",
    # what somebody else does instead
    "We left [Oslo]. Our guide refused to take us to [Hull], but we found another, and from [Hull] "
    "a boat brought us to [Leeds].": "Oslo Hull Leeds",
    # whom a time finds somewhere, and whom it takes a time
    "We left [Oslo]. Monday saw us in [Hull]. It took us ten days to reach [Leeds].": (
        "Oslo Hull Leeds"
    ),
    # a way that no verb of movement tells
    "We left [Lima]. We were six days from [Oslo] to [Hull]. The next saw us from [Hull] to "
    "[Leeds].": "Lima Oslo Hull Leeds",
    # an object before its subject
    "We left [Oslo] on Monday. [Lima] we entered on Friday.": "Oslo Lima",
    # what one boards moves with one
    "I embarked at noon in a steamer that left [Oslo] for [Hull]. I then rode to [York].": (
        "Oslo Hull York"
    ),
    # a verb that looks like a stay, and a state of things that is no stay
    "She left [Oslo] for [Rome]. She means to call for peace in [Lima], given war in [Cali].": (
        "Oslo Rome"
    ),
    # "before" that says nothing of the verb, and a town that lies somewhere
    "They left [Rome]. Before dinner the riders reached [Oslo] and went on to [Hull].": (
        "Rome Oslo Hull"
    ),
    "We sailed from [Oslo] to [Hull], which is in the same county as [York].": "Oslo Hull",
    # many names in front of a goal
    "The judge ordered the transfer of Abel Orr, Bram Osk, Carl Urb, Dov Ilk, Egon Arp, Finn Oll "
    "and Gus Arb from a prison at [Oslo] to [Rome]. Gus Arb was then flown on to [Milan].": (
        "Oslo Rome Milan"
    ),
    # a goal that is told by what is there
    "Ms Lee left [Oslo]. She is travelling to a rally for Mr Orr in [Rome].": "Oslo Rome",
    "I left [Oslo], visited the mosques of [Cairo] and went on to [Rome].": "Oslo Cairo Rome",
    "She left [Oslo] for [Rome]. She took part in a contest at the theatre in [Milan].": (
        "Oslo Rome Milan"
    ),
    # whose "his" is
    "Mr Orr left [Milan]. He wrapped up his visit to [Rome] and headed for [Oslo].": (
        "Milan Rome Oslo"
    ),
    # what stands in a place that one comes from
    "She left [Oslo]. From the talks in [Rome] she flew to [Milan].": "Oslo Rome Milan",
    # where an office is
    "Hurricane Ann struck [Jamaica]. The hurricane office in [Miami] said it then hit [Cuba].": (
        "Jamaica Cuba"
    ),
    # a vice president is no president, and what the police say is not theirs
    "The President left [Oslo] for [Rome]. Our Vice President travels too. She came to [Lima].": (
        "Oslo Rome"
    ),
    "The train left [Oslo] on Monday, the police said, and crossed the border at [Malmö].": (
        "Oslo Malmö"
    ),
    # "had" in a clause about the ship
    "The ship, which had sailed from [Oslo] on 3 May, reached [Hull]. She went on to [Leith].": (
        "Oslo Hull Leith"
    ),
    # a way that a participle tells, and a tour of many towns
    "The plane, bound from [Oslo] to [Rome], landed safely in [Milan].": "Oslo Rome Milan",
    "Ann Lee left [Hull]. The poet Ann Lee, on a tour of [Oslo] and [Rome], flew to [Milan].": (
        "Hull Oslo Rome Milan"
    ),
    # what is a part of something is where that is
    "He left [Oslo] for [Rome], where he will take part in the opening of the fair in [Milan]. "
    "He will speak of the war in [Libya].": "Oslo Rome Milan",
    # nobody but the guest goes there
    "The king left [Oslo] and came to [Hull]. He will welcome the queen to [Rome] in May.": (
        "Oslo Hull"
    ),
    # a tour that began and went on before the stop that is told first
    "The king is now in [Tokyo], the last stop of a trip that began in [Seoul] and took him to "
    "[Manila]. He will leave for [Honolulu].": "Seoul Manila Tokyo Honolulu",
    "The king landed in [Tokyo] on Friday, the last stop of a trip that began in [Seoul] and took "
    "him to [Manila]. He leaves for [Honolulu].": "Seoul Manila Tokyo Honolulu",
    # a part of a storm
    "The core of the storm moved over [Miami]. Its centre went on to [Tampa].": "Miami Tampa",
    # what must or may be said of another verb
    "All things must end, and on the third day the ship left [Oslo] and reached [Hull].": (
        "Oslo Hull"
    ),
    "A visit by the king to [Oslo] was followed by one by the poet Bo Lie to [Rome].": "",
    "The train left [Oslo]. As the fog rose, having passed [Malmö], it reached [Hull].": (
        "Oslo Malmö Hull"
    ),
}


@pytest.mark.parametrize("text", PARSED)
def test_a_parser_tells_whose_a_movement_is(text):
    stops = read(text, parser=parse)[1].stops
    assert [stop.mention.text for stop in stops] == PARSED[text].split()


def test_a_building_stands_for_the_town_that_it_was_told_to_be_in():
    text = (
        "The King Harald Hospital in [Bergen] will treat the sailor. He was flown from [Lerwick] "
        "to [Stavanger] on Monday. A day later he was taken to the King Harald."
    )
    assert route(text) == ["Lerwick", "Stavanger", "Bergen"]


def test_a_name_that_is_marked_once_is_read_again():
    marked = "A ship lies in [Hull]. It sailed from Hull to [Leith] and on to [Bergen] on Monday."
    assert route(marked) == ["Hull", "Leith", "Bergen"]


@pytest.mark.parametrize(
    ("text", "language", "town"),
    [
        ("The minister left the {Norwegian} capital for [Rome] on Monday.", "en", "Oslo"),
        ("Der Minister verließ die {norwegische} Hauptstadt und reiste nach [Rom].", "de", "Oslo"),
        ("Le ministre quitta la capitale {italienne} pour [Lyon].", "fr", "Rome"),
    ],
)
def test_a_capital_may_be_named_by_its_country_alone(text, language, town):
    first = read(text, language)[1].stops[0]
    assert first.place is not None
    assert first.place.name == town
    assert len(first.mention.text.split()) > 1


def test_a_plan_is_told_as_a_plan():
    stops = read("She flew from [Oslo] to [Rome]. She will travel on to [Athens].")[1].stops
    assert [stop.status for stop in stops] == ["told", "told", "planned"]


def test_a_headline_in_the_infinitive_tells_a_plan():
    headline = "Ann Lee to visit [Oslo] and [Rome]"
    stops = read(f"{headline}\n\nAnn Lee will fly to [Oslo] on Monday.", parser=parse)[1].stops
    assert [stop.status for stop in stops] == ["planned", "planned"]


def test_the_words_that_made_a_stop_are_its_evidence():
    article, itinerary = read("She set out from [Oslo] and arrived in [Rome].")
    evidence = [[e.of(article.text) for e in stop.evidence] for stop in itinerary.stops]
    assert evidence == [["set out"], ["arrived"]]
    assert [stop.reasons[0].values for stop in itinerary.stops] == [("set out",), ("arrived",)]


# --- the start that is inferred ---------------------------------------------------------------

LEADER = (
    "{nation} leader Anders Holm is on his way to [Poland] by train. The train is likely to enter "
    "[Poland] at the border town of [Terespol]. Holm will meet the president in [Warsaw]."
)


@pytest.mark.parametrize(
    ("nation", "capital"),
    [("{Belarusian}", "Minsk"), ("{Ukrainian}", "Kyiv"), ("{Mongolian}", None)],
)
def test_a_leader_who_crosses_a_border_sets_out_from_the_capital(nation, capital):
    itinerary = read(LEADER.replace("{nation}", nation))[1]
    start, *others = itinerary.stops
    assert start.place.name == (capital or "Ulaanbaatar")
    assert start.status == "inferred"
    assert start.reasons[0].code == "journey.start inferred"
    assert [stop.mention.text for stop in others] == ["Terespol", "Warsaw"]
    assert others[0].reasons[0].values == ("Poland",)


def test_no_start_is_inferred_where_the_text_gives_one():
    text = LEADER.replace("{nation}", "{Belarusian}") + " He had left [Brest] in the morning."
    assert route(text) == ["Brest", "Terespol", "Warsaw"]


def test_no_start_is_inferred_for_a_private_traveller():
    text = LEADER.replace("{nation} leader", "The singer")
    assert route(text) == ["Terespol", "Warsaw"]


# --- speed ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "language", "speed"),
    [
        ("The train made 88 kilometers per hour.", "en", 88.0),
        ("The ship made 12 knots.", "en", 22.224),
        ("The car did 50 mph.", "en", 80.4672),
        ("Der Zug fuhr 120 km/h.", "de", 120.0),
        ("Le train roulait à 90 km/h.", "fr", 90.0),
        ("Het schip voer 10,5 knopen.", "nl", 19.446),
        ("El tren iba a 200 kilómetros por hora.", "es", 200.0),
    ],
)
def test_the_speed_of_a_vehicle_is_told_in_kilometres_an_hour(words, language, speed):
    route = {
        "en": "She went from [Oslo] to [Rome]. ",
        "de": "Sie reiste von [Oslo] nach [Rom|Rome]. ",
        "fr": "Elle est allée de [Oslo] à [Rome]. ",
        "nl": "Ze reisde van [Oslo] naar [Rome]. ",
        "es": "Ella viajó de [Oslo] a [Roma|Rome]. ",
    }[language]
    article, itinerary = read(route + words, language)
    assert itinerary.speed.kilometres_per_hour == pytest.approx(speed)
    assert itinerary.speed.span.of(article.text) in words


def test_the_wind_is_no_speed_of_a_journey():
    text = "Hurricane Ada struck [Cuba] and moved on to [Haiti]. Its train of waves made 90 mph."
    assert read(text)[1].speed is None


# --- the parts --------------------------------------------------------------------------------


def test_a_day_comes_before_another_as_far_as_the_words_tell():
    assert Moment(5, 2).precedes(Moment(5, 4)) is True
    assert Moment(1, 2).precedes(Moment(12, 30)) is False  # around a new year
    assert Moment(offset=-1).precedes(Moment(offset=0)) is True
    assert Moment(weekday=4).precedes(Moment(offset=0)) is True
    assert Moment(weekday=7).precedes(Moment(weekday=1)) is True
    assert Moment(weekday=2).precedes(Moment(weekday=1)) is False
    assert Moment(weekday=4).precedes(Moment(5, 4)) is None
    assert not Moment()


def test_the_places_of_a_movement_come_in_travel_order():
    def touch(name, part, listed=False):
        return Touch(Mention(Span(0, 1), name), part, Span(0, 1), listed)

    told = [touch("C", "to"), touch("A", "from"), touch("B", "via"), touch("D", "to")]
    assert [t.mention.text for t in in_travel_order(told)] == ["A", "B", "C", "D"]
    told = [touch("C", "to"), touch("D", "to", listed=True), touch("A", "from")]
    assert [t.mention.text for t in in_travel_order(told)] == ["A", "C", "D"]


def tokens(text, language="en"):
    names = frozenset(re.findall(r"[a-z]+", text.lower())) if "Kim" in text else frozenset()
    return Tokenizer(cues(language), text, names).tokens(Span(0, len(text)), ())


def test_the_subject_of_a_verb_is_found_without_a_parser():
    def subject(text, verb):
        words = tokens(text)
        return subject_before(words, [t.word for t in words].index(verb), -1)

    assert subject("the old ship with our guests sailed", "sailed").heads == {("vehicle", "ship")}
    assert subject("then we sailed", "sailed").pronoun == "narrator"
    assert subject("her brother sailed", "sailed").other
    assert subject("Kim’s armoured train left", "left").names == {"kim"}
    assert subject("four workers left", "left").heads == {("person", "workers")}
    assert subject("diplomats left", "left").heads == {("crowd", "diplomats")}
    assert first_noun(tokens("In July the troops left")).heads == {("group", "troops")}


# --- the cues ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_lists_that_the_reader_asks_for(language):
    lists = tomllib.loads((DIRECTORY / f"{language}.toml").read_text("utf-8"))
    made = tomllib.loads((DIRECTORY / "verbs" / f"{language}.toml").read_text("utf-8"))
    told = {
        f"{section}.{name}" for its in (lists, made) for section in its for name in its[section]
    }
    assert set(PARTS) <= told | {"verb.bound"}
    assert len(lists["time"]["weekday"].split()) == 7
    assert len(lists["time"]["month"].split()) % 12 == 0


def test_a_language_without_cues_is_read_with_the_english_ones():
    assert cues("fi").language == "en"


def test_a_phrase_is_one_word_to_the_reader():
    words = [token.word for token in tokens("they are on their way to town")]
    assert words == ["they", "are", "on their way to", "town"]


# --- properties -------------------------------------------------------------------------------

PLACELESS = st.sampled_from(
    (
        "It rained all day.",
        "“Nobody slept,” said the cook.",
        "The price of bread rose by 4.5 % – the third rise since spring.",
        "{{ 7*7 }} {% raise %} `x` ${y} </script>",
        "They had gone home before noon.",
    )
)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(JOURNEYS)), PLACELESS)
def test_a_sentence_without_places_at_the_end_changes_no_route(name, sentence):
    told = JOURNEYS[name]
    language = told.get("language", "en")
    before = read(told["text"], language)[1]
    after = read(told["text"], language, more="\n\n" + sentence)[1]
    assert [s.place for s in after.stops] == [s.place for s in before.stops]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["[Oslo]", "[Rome]", "[Poland]", "{Russian}", "from", "to", "via", "left", "reached",
             "had", "where", "not", ",", ";", "and", "–", "“", "(", "after", "before", "it", "we",
             "the", "ship", "home", "→", "of", "’s", "\n\n"]
        ),
        max_size=40,
    )
)  # fmt: skip
def test_any_words_are_read_and_no_stop_repeats_the_one_before(words):
    text, mentions = unmarked("We " + " ".join(words) + ".")
    article = read_article(text, plain=True)
    first = read_itinerary(article, mentions, default())
    assert first == read_itinerary(article, mentions, default())
    assert all(a.place != b.place for a, b in pairwise(first.stops))
    assert len(first.stops) != 1
    if not first.stops:
        assert first.reasons
    else:
        assert distance_km(first.stops[0].place.point, first.stops[1].place.point) > 0


def test_a_participle_lies_ahead_where_its_verb_does():
    marked = "The ship left [Oslo]. She will pass [Leith], as well as visiting [Hull]."
    text, mentions = unmarked(marked)
    article = replace(read_article(text, plain=True), language="en")
    movements, _ = Movers(Narration(article, mentions, default()), parse).movements()
    assert [movement.frame.status for movement in movements] == [
        "told",
        "planned",
        "planned",
    ]


# --- what no movement names -------------------------------------------------------------------

# Of the towers it is told that they stood in the sun, and not that anybody came there.
WAYSIDE = (
    "We left [Nantes] at dawn and drove to [Saumur]. The towers of [Tours] and [Amboise] stood in "
    "the sun as we came to [Blois]. Next day we drove on to [Bourges]. The mayor of [Warsaw] had "
    "written to us."
)


def test_a_place_that_is_named_along_the_way_is_a_stop_and_said_to_be_inferred():
    stops = read(WAYSIDE)[1].stops
    names = [stop.mention.text for stop in stops]
    assert names == ["Nantes", "Saumur", "Tours", "Amboise", "Blois", "Bourges"]
    inferred = stops[2]
    assert inferred.status == "inferred"
    assert [reason.code for reason in inferred.reasons] == ["journey.wayside"]
    assert inferred.passage.of(unmarked(WAYSIDE)[0]).startswith("The towers")


def test_a_place_of_which_a_movement_is_denied_is_none_of_them():
    denied = WAYSIDE.replace("Next day", "We did not stop in [Tours]. Next day")
    assert "Tours" not in [stop.mention.text for stop in read(denied)[1].stops]


def test_a_place_that_says_where_another_lies_is_none_of_them():
    beside = WAYSIDE.replace("of [Tours] and [Amboise]", "between [Tours] and [Amboise]")
    assert [stop.mention.text for stop in read(beside)[1].stops] == [
        "Nantes",
        "Saumur",
        "Blois",
        "Bourges",
    ]


@pytest.mark.parametrize(
    "described",
    [
        "The [Tours] road and the [Amboise] road stood",
        "The road from [Tours] to [Amboise] lay",
        "[Tours]' towers and [Amboise]'s towers stood",
    ],
)
def test_a_place_that_only_describes_something_is_none_of_them(described):
    text = WAYSIDE.replace("The towers of [Tours] and [Amboise] stood", described)
    assert [stop.mention.text for stop in read(text, parser=parse)[1].stops] == [
        "Nantes",
        "Saumur",
        "Blois",
        "Bourges",
    ]


def test_a_place_in_a_title_alone_is_none_of_them():
    text = "Letters from [Tours] and [Amboise]\n\n" + WAYSIDE.replace(
        "The towers of [Tours] and [Amboise] stood", "The towers stood"
    )
    assert [stop.mention.text for stop in read(text)[1].stops] == [
        "Nantes",
        "Saumur",
        "Blois",
        "Bourges",
    ]


def test_a_place_to_which_what_may_be_the_traveller_goes_is_asked_for():
    text = WAYSIDE.replace("The towers of [Tours]", "A car came out of [Tours], the towers of")
    names = [stop.mention.text for stop in read(text)[1].stops]
    assert "Tours" in names


def test_of_a_short_text_the_movements_alone_say_the_stops():
    text = "We left [Nantes] at dawn and drove to [Blois]. The towers of [Tours] stood in the sun."
    assert [stop.mention.text for stop in read(text)[1].stops] == ["Nantes", "Blois"]


def test_the_place_where_news_was_written_is_none_of_them():
    text = (
        "[Amboise], France - A barge left [Tours] at dawn and went to [Blois]. The barge came to "
        "[Orléans] in the evening. Next day it went on to [Gien]."
    )
    assert [s.mention.text for s in read(text)[1].stops] == ["Tours", "Blois", "Orléans", "Gien"]


def test_a_text_that_tells_no_journey_has_no_wayside():
    text = (
        "The mayor of [Nantes] praised the castle of [Tours]. Prices rose in [Blois]. "
        "[Bourges] wants a new museum. A student left [Saumur] in May."
    )
    assert read(text)[1].stops == ()
