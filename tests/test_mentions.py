"""Every rule of recognition has a sentence of its own here."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.gazetteer import default
from geo.mentions import find_mentions
from geo.recogniser import Entity, Label
from geo.rules import RuleRecogniser
from geo.story import Article, Block, Mention, Span


class Given:
    """A recogniser that answers what it is told: the case is what is made of the answer."""

    def __init__(self, **labels: Label) -> None:
        self.labels = {name.replace("_", " "): label for name, label in labels.items()}

    def __call__(self, text: str) -> tuple[Entity, ...]:
        found = [
            Entity(Span(m.start(), m.end()), label)
            for name, label in self.labels.items()
            for m in re.finditer(re.escape(name), text)
        ]
        return tuple(sorted(found, key=lambda entity: entity.span.start))


def read(text: str, language: str = "en", **labels: Label) -> tuple[Mention, ...]:
    return find_mentions(Article(text, language=language), default(), Given(**labels))


def names(text: str, language: str = "en", **labels: Label) -> list[str]:
    return [m.text for m in read(text, language, **labels) if m.kind == "name"]


def kinds(text: str, **labels: Label) -> list[tuple[str, str]]:
    return [(m.text, m.kind) for m in read(text, **labels)]


# --- what a recogniser found, and how it is trimmed ----------------------------------------


def test_article_and_possessive_are_no_part_of_a_name() -> None:
    text = "They left the Netherlands for Oslo's harbour."
    labels = {"the Netherlands": "place", "Oslo's": "place"}
    found = find_mentions(Article(text), default(), _labelled(labels))
    assert [m.text for m in found] == ["Netherlands", "Oslo"]


def _labelled(labels: dict[str, Label]) -> Given:
    recogniser = Given()
    recogniser.labels = labels
    return recogniser


def test_an_abbreviation_keeps_its_full_stop() -> None:
    assert names("The plant in Bakersfield, Calif., was closed.", Calif="place") == [
        "Bakersfield",
        "Calif.",
    ]


def test_a_direction_before_a_name_is_no_part_of_it() -> None:
    text = "Rain fell in northern Portugal."
    assert find_mentions(Article(text), default(), _labelled({"northern Portugal": "place"}))[
        0
    ].text == ("Portugal")


def test_a_kind_of_place_written_small_is_no_part_of_the_name() -> None:
    text = "Troops entered Hebei province."
    found = find_mentions(Article(text), default(), _labelled({"Hebei province": "place"}))
    assert [m.text for m in found] == ["Hebei"]


def test_what_a_compound_adds_is_no_part_of_the_name() -> None:
    text = "A Canada-based firm won."
    found = find_mentions(Article(text), default(), _labelled({"Canada-based": "place"}))
    assert [m.text for m in found] == ["Canada"]


def test_a_fragment_grows_to_the_name_that_the_gazetteer_knows() -> None:
    assert names("Floods hit Trinidad and Tobago.", Trinidad="place", Tobago="place") == [
        "Trinidad and Tobago"
    ]


def test_a_dateline_in_capitals_is_a_name() -> None:
    assert names("LISBON (Reuters) - Ministers met on Monday.") == ["LISBON"]


# --- what a recogniser took for something else ---------------------------------------------


def test_a_country_taken_for_an_organisation_is_a_place() -> None:
    assert names("Uruguay won the match.", Uruguay="organisation") == ["Uruguay"]


def test_a_village_taken_for_a_firm_is_a_place_after_in() -> None:
    assert names("She grew up in Tewkesbury.", Tewkesbury="organisation") == ["Tewkesbury"]


def test_a_village_taken_for_a_person_is_a_place_before_its_state() -> None:
    assert names("A man from Paducah, Kentucky, won.", Paducah="person") == [
        "Paducah",
        "Kentucky",
    ]


def test_nothing_inside_a_person_is_a_place() -> None:
    assert names("The singer Israel Houghton sang.", Israel_Houghton="person") == []


def test_a_place_in_the_name_of_an_organisation_is_embedded() -> None:
    text = "The University of Nebraska will open in Omaha."
    assert kinds(text, University_of_Nebraska="organisation", Omaha="place") == [
        ("Nebraska", "embedded"),
        ("Omaha", "name"),
    ]


def test_a_town_before_the_name_of_its_body_is_embedded() -> None:
    text = "Tewkesbury Council voted."
    assert kinds(text, Tewkesbury_Council="organisation") == [("Tewkesbury", "embedded")]


def test_a_demonym_in_the_name_of_an_organisation_is_embedded() -> None:
    text = "The Danish Refugee Council left."
    assert kinds(text, Danish_Refugee_Council="organisation") == [("Danish", "embedded")]


# --- demonyms --------------------------------------------------------------------------------


def test_a_demonym_is_evidence_and_no_name() -> None:
    assert kinds("Portuguese officials spoke.") == [("Portuguese", "demonym")]


def test_a_people_is_no_place() -> None:
    assert kinds("Norwegians, Frenchmen and Texans met.") == []
    assert kinds("German and Roman roads") == [("German", "demonym"), ("Roman", "demonym")]


def test_a_compound_of_demonyms_is_two() -> None:
    assert kinds("The Norwegian-Swedish border.") == [
        ("Norwegian", "demonym"),
        ("Swedish", "demonym"),
    ]


# --- persons ---------------------------------------------------------------------------------


def test_a_title_makes_a_person() -> None:
    assert names("Mr Wellington spoke.", Wellington="place") == []


def test_a_port_taken_for_a_person_is_a_place() -> None:
    assert names("Caught the express, Port Said. Mr Said met us.", Port_Said="person") == [
        "Port Said"
    ]


def test_a_given_name_makes_a_person() -> None:
    assert names("The writer Jack London sailed.") == []


def test_who_was_introduced_as_a_person_stays_one() -> None:
    text = "Denzel Kingston won. Kingston thanked the crowd."
    found = names(text, Denzel_Kingston="person", Kingston="place")
    assert found == []


def test_a_place_that_is_also_a_surname_is_a_place_where_something_happens_in_it() -> None:
    text = "Amira Jordan won. Floods were reported in Jordan. Jordan asked for help."
    assert "Jordan" in names(text, Amira_Jordan="person")


@pytest.mark.parametrize("word", ["North", "Central", "Western", "Modi", "Trump", "Mercedes"])
def test_some_words_are_never_places_by_the_list_alone(word: str) -> None:
    assert names(f"On Monday {word} was seen.", **{word: "organisation"}) == []


# --- what no entity covers --------------------------------------------------------------------


def test_a_large_city_that_was_passed_over_is_found() -> None:
    assert names("Talks in Rotterdam failed.") == ["Rotterdam"]


def test_a_village_that_was_passed_over_is_found_after_a_cue() -> None:
    assert names("The village of Tewkesbury was cut off.") == ["Tewkesbury"]


def test_a_name_that_no_list_knows_is_admitted_by_a_cue() -> None:
    assert names("He arrived in Zzyvoria at dawn.", Zzyvoria="organisation") == ["Zzyvoria"]


def test_a_time_is_no_name_after_a_cue() -> None:
    assert names("We should have arrived at 6:46.", **{"6:46": "other"}) == []


def test_a_name_once_known_is_known_throughout() -> None:
    text = "Crews came to Tewkesbury. Later Tewkesbury was dry."
    found = find_mentions(Article(text), default(), _first_only("Tewkesbury"))
    assert [m.text for m in found] == ["Tewkesbury", "Tewkesbury"]


def _first_only(name: str) -> Given:
    class First(Given):
        def __call__(self, text: str) -> tuple[Entity, ...]:
            at = text.index(name)
            return (Entity(Span(at, at + len(name)), "place"),)

    return First()


def test_a_county_is_known_by_its_name_alone() -> None:
    assert names("The Hancock County jail is full.") == ["Hancock County"]


def test_a_list_of_towns_goes_on() -> None:
    assert names("Buses from Cardiff, Tewkesbury and Malvern were late.") == [
        "Cardiff",
        "Tewkesbury",
        "Malvern",
    ]


def test_two_towns_read_as_one_name_are_two() -> None:
    text = "The ship lay at Tewkesbury and Cheltenham for a night."
    labels: dict[str, Label] = {"Tewkesbury_and_Cheltenham": "facility"}
    assert names(text, **labels) == ["Tewkesbury", "Cheltenham"]
    # A firm may bear two names that are towns as well.
    assert names("Shares of Spencer and Marks fell.", Spencer_and_Marks="organisation") == []


def test_a_list_bears_out_what_was_taken_for_persons_and_what_was_passed_over() -> None:
    text = "They called at Malvern, Ledbury, Tewkesbury and Cardiff."
    labels: dict[str, Label] = {"Malvern": "person", "Tewkesbury": "organisation"}
    assert names(text, Cardiff="place", **labels) == [
        "Malvern",
        "Ledbury",
        "Tewkesbury",
        "Cardiff",
    ]
    # Two names with a comma between are no list, nor is one place among persons.
    assert names("Malvern, Cardiff, was there.", Cardiff="place", Malvern="person") == ["Cardiff"]
    assert names("Backed by Cardiff and Malvern players.", Malvern="person") == ["Cardiff"]


def test_a_preposition_leads_to_a_name_of_several_words() -> None:
    text = "They came down the gulf to Villa Alegre before dawn."
    assert names(text, Villa_Alegre="person") == names(text) == ["Villa Alegre"]
    assert names("There Villa Alegre sang.", Villa_Alegre="person") == []


def test_a_town_that_is_a_word_too_is_one_where_the_words_around_say_so() -> None:
    assert names("We left the car at Mobile for a week.") == ["Mobile"]
    assert names("Fast trains from London, Reading, and Swindon.")[:2] == ["London", "Reading"]
    assert names("New Trends in Reading: what Orange County learned.") == ["Orange County"]
    assert names("A Mobile home, said the Orange Order.", Orange="place") == []


def test_the_code_of_a_state_stands_behind_its_town() -> None:
    text = "Paducah, KY to Cairo, IL by river. OK, said one."
    assert names(text, Paducah="place", Cairo="place") == ["Paducah", "KY", "Cairo", "IL"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "At dusk we reached Luneburgh and slept.", ["Luneburgh"]),
        ("de", "Dann fuhr er nach Trapezunth weiter.", ["Trapezunth"]),
        ("nl", "Zij reisden naar Heidelbergh en bleven daar.", ["Heidelbergh"]),
        # Nothing speaks for a place, or a person speaks.
        ("en", "There Luneburgh was read by all.", []),
        ("de", "Dann fuhr er nach Hause.", []),
    ],
)
def test_a_way_leads_to_a_name_in_another_spelling(
    language: str, text: str, expected: list[str]
) -> None:
    assert names(text, language) == expected


def test_a_lake_or_pass_called_after_a_land_is_not_that_land() -> None:
    assert kinds("They came to Ohio Pass.", Ohio="place") == [("Ohio", "embedded")]
    assert kinds("They saw a Ohio lake.", Ohio="place") == [("Ohio", "embedded")]
    # A verb makes no pass of it, and a river's own name is its name.
    assert kinds("In spring Ohio falls silent.", Ohio="place") == [("Ohio", "name")]
    assert kinds("The Danube falls asleep.", Danube="place") == [("Danube", "name")]


def test_a_way_goes_on_from_a_place_to_a_small_one() -> None:
    assert names("By Cheltenham to Tewkesbury it rained.", Cheltenham="place") == [
        "Cheltenham",
        "Tewkesbury",
    ]
    assert names("Basel → Olten → Spiez", Basel="place") == ["Basel", "Olten", "Spiez"]


def test_a_given_name_is_a_city_where_a_way_leads_to_it() -> None:
    assert names("Antes de regresar a Santiago, llamó.", "es") == ["Santiago"]
    assert names("Después vio a Santiago y lo llamó.", "es") == []


def test_tropical_may_stand_between_a_storm_and_its_name() -> None:
    assert names("La tormenta tropical Valencia azotó Cuba. Valencia se alejó.", "es") == ["Cuba"]


def test_who_is_of_a_town_lives_there() -> None:
    assert names("Police charged Jo Smith, 43, of Paducah.", Paducah="person") == ["Paducah"]


def test_a_small_town_before_its_mayor_is_a_place() -> None:
    assert names("The Tewkesbury mayor resigned.", Tewkesbury="organisation") == ["Tewkesbury"]


def test_a_firm_that_is_a_town_near_the_others_is_a_place() -> None:
    text = "Cheltenham, England, was dry. Then Tewkesbury flooded."
    labels: dict[str, Label] = {
        "Cheltenham": "place",
        "England": "place",
        "Tewkesbury": "organisation",
    }
    assert names(text, **labels) == ["Cheltenham", "England", "Tewkesbury"]


def test_a_small_dateline_in_capitals_is_a_name() -> None:
    assert names("PADUCAH, Ky. (WPSD) — A barn burned.", Ky="place") == ["PADUCAH", "Ky."]


def test_a_team_is_not_its_town() -> None:
    text = "Real Madrid beat Leeds United."
    assert kinds(text, Madrid="place", Leeds="place") == [
        ("Madrid", "embedded"),
        ("Leeds", "embedded"),
    ]


def test_a_language_is_no_place() -> None:
    assert kinds("She answered in Portuguese, and left.") == []
    assert kinds("He fished in Portuguese waters.") == [("Portuguese", "demonym")]


def test_the_name_of_a_street_tells_no_place() -> None:
    assert kinds("A car hit a tree on Madrid Avenue.", Madrid_Avenue="facility") == []


def test_a_given_name_that_is_a_place_too_is_a_person_with_a_surname() -> None:
    assert names("Savannah Wozniak sang. Savannah left early.", Savannah="place") == []


def test_a_demonym_of_two_words_is_one() -> None:
    assert kinds("North Korean troops marched.") == [("North Korean", "demonym")]


# --- those who rule -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "governs"),
    [
        ("Oslo says it will pay.", True),
        ("The ministry warned Oslo about the deal.", True),
        ("The Kremlin denies it.", True),
        ("Fog closed the airport in Oslo.", False),
    ],
)
def test_a_capital_that_acts_stands_for_those_who_rule(text: str, governs: bool) -> None:
    assert [m.government for m in read(text)] == [governs]


def test_a_seat_of_power_is_a_place_only_where_something_is_in_it() -> None:
    assert kinds("The Kremlin denies it.") == [("Kremlin", "embedded")]
    assert kinds("They met at the Kremlin.") == [("Kremlin", "name")]


def test_an_article_makes_a_ship_of_a_country() -> None:
    text = "He sailed on the Guatemala. The Guatemala reached Panama in June."
    assert names(text) == ["Panama"]
    assert names("The Gambia and the Netherlands signed.") == ["Gambia", "Netherlands"]


# --- without a model: Dutch ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The adjective of a region before a town, or before its kind.
        ("Brand in het Gelderse Wijhe en het Zuid-Limburgse Eijsden.", ["Wijhe", "Eijsden"]),
        ("Hij woont in het Franse plaatsje Beaulieu.", ["Beaulieu"]),
        # A small word inside a name, a small word at its end.
        ("Het schip voer door de Golf van Aden.", ["Golf van Aden"]),
        ("Wij zwommen in de Zwarte zee.", ["Zwarte zee"]),
        # One is on an island, and trains call at a station.
        ("De dokter woont op Texel.", ["Texel"]),
        ("De trein stopt op station Ommen.", ["Ommen"]),
        ("De lijn Zwolle-Ommen is gestremd.", ["Zwolle", "Ommen"]),
        # A person's name, with a small word in it or without; a title is written small.
        ("Ingrid van Rossum sprak met gouverneur Valencia.", []),
        ("Maurice belde. Hij was in Parijs.", ["Parijs"]),
        ("Kees van den Berg woont in Parijs.", ["Parijs"]),
        ("Koningin Margriet van Noorwegen sprak.", ["Noorwegen"]),
        ("De zangers bleven over met Petra. De minister reisde zonder Ommen.", []),
        # The object of a verb after its subject.
        ("Dinsdag bezoekt hij Ommen.", ["Ommen"]),
        # A ship's name, and a storm's.
        ("Zr.Ms. Utrecht verliet Oslo. De Utrecht is nieuw.", ["Oslo"]),
        ("Het patrouilleschip Gelderland voer naar Bergen.", ["Bergen"]),
        ("De veerboot Antwerpen-Breskens voer niet.", ["Antwerpen", "Breskens"]),
        ("Orkaan Valencia trof Cuba. Later werd Valencia zwakker.", ["Cuba"]),
    ],
)
def test_rules_alone_read_dutch(text: str, expected: list[str]) -> None:
    found = find_mentions(Article(text, language="nl"), default())
    assert [m.text for m in found if m.kind == "name"] == expected


def test_a_ship_is_no_country() -> None:
    assert names("HMS Jamaica left Kingston. The steamer Cuba had sunk.") == ["Kingston"]


def test_ships_in_a_text_of_ships_are_no_states() -> None:
    text = "At ten, the Nebraska, with the Vermont and Georgia, left Guantánamo."
    labels: dict[str, Label] = {"Nebraska": "place", "Vermont": "place", "Georgia": "place"}
    assert names(text, Guantánamo="place", **labels) == ["Guantánamo"]
    # Those without an article, of which nothing is said to be in them, are so too.
    text = "The Nebraska, and then the Vermont, sailed. Wyoming led. Bells rang in Delaware."
    labels = {"Nebraska": "place", "Vermont": "place", "Wyoming": "place", "Delaware": "place"}
    assert names(text, **labels) == ["Delaware"]
    # A town with its state after a comma follows no ship.
    text = "The Boston, Texas-based firm closed."
    assert names(text, Boston="place", Texas="place") == ["Texas"]


def test_quotes_and_a_comma_set_a_ship_apart() -> None:
    text = 'They took the old steamer, "Tripoli," to Malta.'
    assert names(text, Tripoli="place", Malta="place") == ["Malta"]


def test_a_direction_or_a_body_of_the_sky_is_a_town_where_its_state_follows() -> None:
    assert names("They sent a probe to Mars.", Mars="place") == []
    assert names("They moved to Mars, Pennsylvania.", Mars="place") == ["Mars", "Pennsylvania"]
    assert names("Rain fell in the West.", West="place") == []
    assert names("They ate in West, Texas.", West="place") == ["West", "Texas"]


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("We reached the Malay peninsula.", "en", "Malay peninsula"),
        ("They flew to McMurdo station.", "en", "McMurdo station"),
        ("They landed at the Amundsen-Scott South Pole Station.", "en", None),
        ("They crossed the Tumen river.", "en", "Tumen river"),
        ("They wintered in Hudson's Bay.", "en", "Hudson's Bay"),
        ("Storms hit the Hawaiian Islands.", "en", "Hawaiian Islands"),
        ("Il passa le détroit de Behring.", "fr", "détroit de Behring"),
        ("El barco cruzó el mar Pacífico.", "es", "mar Pacífico"),
        # An article makes a river of a name.
        ("They crossed the Tagus.", "en", "Tagus"),
        ("They rowed up the Missouri.", "en", "Missouri"),
        ("Il remonta le Danube.", "fr", "Danube"),
        ("Vieron el Ebro.", "es", "Ebro"),
        ("Wir sahen die Themse.", "de", "Themse"),
        ("Wir lagen vor den Hebriden.", "de", "Hebriden"),
        ("Wir lagen vor der Oster-Insel.", "de", "Oster-Insel"),
        ("It begins at the river Rhone.", "en", "Rhone"),
        ("It rained along the Carpathians.", "en", "Carpathians"),
        ("De koning sprak in den Haag.", "nl", "den Haag"),
    ],
)
def test_a_feature_of_the_ground_is_whole(text: str, language: str, name: str | None) -> None:
    labels: dict[str, Label] = {"Malay": "people", "McMurdo": "place", "South Pole": "place"}
    recogniser = _labelled(labels) if language == "en" else RuleRecogniser(default(), language)
    found = find_mentions(Article(text, language=language), default(), recogniser)
    assert [m.text for m in found] == [name or "Amundsen-Scott South Pole Station"]


def test_who_is_called_after_a_land_is_a_person() -> None:
    assert names("Zarpó don Juan de Austria.", "es", Austria="place") == []
    assert names("Zarpó Juan de Austria.", "es", Austria="place") == ["Austria"]
    whole: dict[str, Label] = {"Alexander von Humboldt": "place"}
    assert names("Then came Alexander von Humboldt.", **whole) == []
    queen: dict[str, Label] = {"Catherine of Aragon": "person"}
    assert names("There sat Catherine of Aragon.", **queen) == []


def test_towns_read_as_one_name_are_several() -> None:
    labels: dict[str, Label] = {"Abuja, Kaduna": "place"}
    assert names("She flew to Abuja, Kaduna, and back.", **labels) == ["Abuja", "Kaduna"]


def test_the_mark_of_a_footnote_is_no_part_of_a_name_or_list() -> None:
    labels: dict[str, Label] = {"Arras*5": "place"}
    assert names("We drove to Arras*5 by coach.", **labels) == ["Arras"]
    text = "We drove to Arras,*1 and Aniche[3] and Béthune."
    assert names(text, Arras="place", Béthune="place") == ["Arras", "Aniche", "Béthune"]


def test_a_strait_that_no_list_knows_is_not_the_town_that_it_is_called_after() -> None:
    article = Article("Il passa le détroit de Lancastre et le cap Horn.", language="fr")
    found = find_mentions(article, default(), Given(Lancastre="place"))
    assert (found[0].text, found[0].kind) == ("Lancastre", "embedded")


def test_a_sum_of_money_names_no_country() -> None:
    assert names("It cost US$95 million.", US="place") == []


def test_landfall_makes_a_place_of_a_small_name() -> None:
    assert names("The storm made landfall at Carrabelle.") == ["Carrabelle"]


def test_the_state_of_a_name_is_known_by_the_name() -> None:
    labels: dict[str, Label] = {"State of Wisconsin": "place"}
    assert names("The State of Wisconsin sued.", **labels) == ["Wisconsin"]


def test_the_holy_ghost_and_the_occident_are_no_towns() -> None:
    text = "Lleno del Espíritu Santo fue hacia el Occidente y llegó a Roma."
    assert names(text, "es", Roma="place") == ["Roma"]


def test_italics_make_a_ship_of_a_town_after_an_article() -> None:
    text = "The _Valencia_ sailed, and the ship _Lisbon_ with her. Then _Valencia_ reached Oslo."
    assert names(text, Valencia="place", Lisbon="place", Oslo="place") == ["Oslo"]


def test_a_name_goes_on_over_a_line_break_within_a_paragraph() -> None:
    text = "We sailed from New\nYork."
    article = Article(text, blocks=(Block(Span(0, len(text)), "body"),))
    found = find_mentions(article, default(), Given())
    assert [(m.text, m.span.of(text)) for m in found] == [("New York", "New\nYork")]


# --- the whole --------------------------------------------------------------------------------


def test_chrome_names_no_place() -> None:
    text = "Fire in Lyon.\n\nLatest news: Madrid votes"
    chrome = Block(Span(15, len(text)), "chrome")
    article = Article(text, blocks=(Block(Span(0, 13), "body"), chrome))
    assert [m.text for m in find_mentions(article, default(), Given())] == ["Lyon"]


@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            [
                "Paris",
                ", ",
                "Texas",
                "in ",
                "the ",
                "Russian",
                "\n",
                "St. ",
                "Petersburg",
                "서울에서",
                "Москве",
                "北京",
                "U.S.",
                "'s ",
                "«",
                "Mr ",
                "London",
                "🙂",
                "القاهرة",
            ]
        ),
        max_size=30,
    ).map("".join)
)
@settings(deadline=None, max_examples=60)
def test_offsets_quote_the_text_and_do_not_overlap(text: str) -> None:
    for language in ("en", "de"):
        recogniser = RuleRecogniser(default(), language)
        found = find_mentions(Article(text, language=language), default(), recogniser)
        assert found == find_mentions(Article(text, language=language), default(), recogniser)
        assert all(m.span.of(text) == m.text for m in found)
        assert all(a.span.end <= b.span.start for a, b in pairwise(found))


# --- German and Dutch, which are read without a model ---------------------------------------

BY_RULES = [
    # A German noun is no town, whatever else bears its name.
    ("de", "Dabei gingen in der Region nach der Tour alle Länder von Bord.", []),
    ("de", "Bei der Abreise nach Lübeck war die Tour gut.", ["Lübeck"]),
    # The words around tell a small town from a noun or a person.
    (
        "de",
        "Sie fuhren über Kempten nach Ulm und hielten kurz vor Heringen.",
        ["Kempten", "Ulm", "Heringen"],
    ),
    ("de", "Dann sah er das norwegische Tromsø und die Ausstellung.", ["Tromsø"]),
    ("de", "Die Jacht wartete vor Faro in Portugal auf Wind.", ["Faro", "Portugal"]),
    ("de", "Am Bahnhof Husum begann das Fest.", ["Husum"]),
    ("nl", "In het Duitse Leer wachtte niemand.", ["Leer"]),
    ("nl", "Op station Emmen wachtte niemand.", ["Emmen"]),
    ("nl", "MARGRATEN/HILVERSUM (ANP) - De brug is dicht.", ["MARGRATEN", "HILVERSUM"]),
    # Adjectives before a name change with the case, and their last noun may be small.
    (
        "de",
        "Vom Nahen Osten aus sah man das Ufer des Roten Meeres.",
        ["Nahen Osten", "Roten Meeres"],
    ),
    ("de", "Er kam aus den Vereinigten Arabischen Emiraten.", ["Vereinigten Arabischen Emiraten"]),
    ("nl", "De Middellandse zee en de Golf van Biskaje.", ["Middellandse zee", "Golf van Biskaje"]),
    # As it was spelt a hundred years ago.
    ("nl", "Het schip lag in de Zuid-Chineesche Zee.", ["Zuid-Chineesche Zee"]),
    ("de", "Er wohnte in Cassel.", ["Cassel"]),
    # A town that is a word too, a ship in marks or with an article, and what takes an article.
    ("de", "Sie ging in den Bergen zum Essen, dann nach Essen.", ["Essen"]),
    # The kind of place before a small town, and the head of a letter.
    ("de", "Das Städtchen Krems liegt tief. Im Hafen von Husum war es still.", ["Krems", "Husum"]),
    ("de", "Am Fuße des Dorfes Hallstatt ruhten wir.", ["Hallstatt"]),
    ("de", "Gmunden, den 4. August. Es regnet.", ["Gmunden"]),
    ("nl", "Medemblik, den 5den Juni. Het regent.", ["Medemblik"]),
    ("en", "Ripon, 4 May. It rains.", ["Ripon"]),
    ("de", "Weber, den 4. Jungen, sah niemand.", []),
    # What a verb takes, with its prefix behind.
    ("de", "Das Schiff lief Husum an.", ["Husum"]),
    ("nl", "Maandag deed het schip Lowestoft aan.", ["Lowestoft"]),
    ("nl", "Wij passeerden Texel. Langs Urk voer een boot.", ["Texel", "Urk"]),
    # A way, and a list whose first name nobody knows.
    ("nl", "Over Breskens naar Sluis is het niet ver.", ["Breskens", "Sluis"]),
    (
        "nl",
        "De dorpen Nergenshuizen, Breskens en Sluis zijn klein.",
        ["Nergenshuizen", "Breskens", "Sluis"],
    ),
    (
        "de",
        "Die Fahrt ging über Erfurt, Halle und Leipzig nach Ulm.",
        ["Erfurt", "Halle", "Leipzig", "Ulm"],
    ),
    ("de", "Die „Hessen“ lief aus, und die Lübeck war in der Schweiz.", ["Schweiz"]),
    ("de", "Der Mann, der Lübeck verließ, kam nicht wieder.", ["Lübeck"]),
    # What a city is called in German is as good as its own name.
    ("de", "Der Frachter hat Lübeck mit Ziel Antwerpen verlassen.", ["Lübeck", "Antwerpen"]),
    # A list with a city in it is one of places.
    ("de", "Besucht wurden Husum, Gotha, Fulda und Bremen.", ["Husum", "Gotha", "Fulda", "Bremen"]),
    ("nl", "Morgen Rolde, Borger en Groningen.", ["Rolde", "Borger", "Groningen"]),
    # What follows with a capital is a noun, not more of the name.
    ("de", "Dann stiegen in Husum Reisende ein.", ["Husum"]),
    # A title is no town.
    ("nl", "Daar sprak Gouverneur Pietersen met hem.", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), BY_RULES)
def test_names_by_rules(language: str, text: str, expected: list[str]) -> None:
    found = find_mentions(Article(text, language=language), default())
    assert [m.text for m in found if m.kind == "name"] == expected


def test_french_a_leads_to_persons_too() -> None:
    found = find_mentions(Article("On permit à Paul de sortir.", language="fr"), default())
    assert found == ()
    found = find_mentions(Article("Elle arriva à Florence.", language="fr"), default())
    assert [m.text for m in found] == ["Florence"]


def test_a_french_town_may_have_a_small_article_and_an_elided_word_before_it() -> None:
    text = "D'Anvers il passa à la Rochelle. Il y vit la Poste. Le soir il vit le Mans."
    found = find_mentions(Article(text, language="fr"), default())
    assert [m.text for m in found] == ["Anvers", "la Rochelle", "le Mans"]


# --- names that start or end with a small letter -------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Rain fell all over south America.", "en", "south America"),
        ("A tanker burned in the strait of Hormuz.", "en", "strait of Hormuz"),
        ("Un cargo a coulé en mer Noire.", "fr", "mer Noire"),
        ("Les élections en Amérique latine sont proches.", "fr", "Amérique latine"),
        ("Un barco encalló en el estrecho de Gibraltar.", "es", "estrecho de Gibraltar"),
    ],
)
def test_a_name_may_start_or_end_small(text: str, language: str, name: str) -> None:
    found = find_mentions(Article(text, language=language), default(), _rules(language))
    assert [m.text for m in found] == [name]


def _rules(language: str) -> RuleRecogniser:
    return RuleRecogniser(default(), language)


def test_a_model_that_finds_the_rest_of_it_is_told_the_whole() -> None:
    assert names("Rain fell all over south America.", America="place") == ["south America"]


def test_a_part_of_a_town_is_no_town_of_that_name() -> None:
    assert names("A market opened in east London.", London="place") == ["London"]


# --- towns of the countries that a text names ----------------------------------------------------


def test_a_town_is_known_in_the_country_that_the_text_names() -> None:
    text = "French rescuers searched the beach. Biarritz had not seen such waves."
    assert "Biarritz" in names(text, French="people")
    assert "Biarritz" not in names("Biarritz had not seen such waves.")


def test_a_town_whose_namesakes_lie_elsewhere_is_not() -> None:
    text = "Japanese rescuers searched the beach. Biarritz had not seen such waves."
    assert "Biarritz" not in names(text, Japanese="people")


def test_a_surname_is_no_town_of_the_country() -> None:
    text = "Spanish voters met Jaume Amposta. Amposta shook hands."
    assert names(text, Spanish="people") == []


def test_towns_of_countries_full_of_surnames_need_more() -> None:
    assert "Lockerbie" not in names("British voters stayed away. Lockerbie won.", British="people")


# --- stations and other buildings ----------------------------------------------------------------


def test_a_building_that_the_gazetteer_knows_is_a_place() -> None:
    text = "Trains from Charing Cross and the Gare du Nord were late."
    labels: dict[str, Label] = {"Charing Cross": "facility", "Gare du Nord": "facility"}
    found = find_mentions(Article(text), default(), _labelled(labels))
    assert [m.text for m in found] == ["Charing Cross", "Gare du Nord"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("La Policía Nacional detuvo a dos hombres.", "es"),
        ("Le club Nacional a gagné.", "fr"),
    ],
)
def test_an_adjective_of_a_division_is_no_name_of_it(text: str, language: str) -> None:
    assert not find_mentions(Article(text, language=language), default(), _rules(language))


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("The patrol flew home from Ramstein Air Base.", "en", "Ramstein Air Base"),
        ("The barque rounded Cape Horn in May.", "en", "Cape Horn"),
        ("Das Schiff lag vor Kap Hoorn.", "de", "Kap Hoorn"),
        ("De bark voer langs kaap Hoorn.", "nl", "kaap Hoorn"),
    ],
)
def test_a_name_that_tells_its_kind_is_a_place(text: str, language: str, name: str) -> None:
    article = Article(text, language=language)
    found = find_mentions(article, default(), RuleRecogniser(default(), language))
    assert name in [m.text for m in found]


def test_what_is_reached_is_a_place_and_what_has_an_article_may_be_a_ship() -> None:
    assert names("On the tenth day we reached Harwich.") == ["Harwich"]
    assert names("On the tenth day we left the Harwich.") == []


def test_a_diary_tells_the_place_behind_the_date() -> None:
    assert names("Tuesday 18th August: Harwich\n\nWe slept in a barn.") == ["Harwich"]
    assert names("He wrote of two men: Harwich and Stowe.") == []


@pytest.mark.parametrize("text", ["Omiš - Kroatië", "Omiš (Kroatië)"])
def test_a_heading_tells_the_country_behind_the_town(text: str) -> None:
    article = Article(f"{text}\n\nWe kampeerden aan de rivier.", language="nl")
    found = find_mentions(article, default(), RuleRecogniser(default(), "nl"))
    assert "Omiš" in [m.text for m in found]


def test_a_name_with_a_small_second_word_is_whole() -> None:
    article = Article("De reis ging over Lima en Buenos-aires naar Recife.", language="nl")
    found = find_mentions(article, default(), RuleRecogniser(default(), "nl"))
    assert "Buenos-aires" in [m.text for m in found]
