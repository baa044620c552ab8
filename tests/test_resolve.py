"""Every rule of resolution has a text of its own here, read through the real gazetteer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.gazetteer import default
from geo.hints import hints
from geo.mentions import find_mentions
from geo.resolve import resolve
from geo.rules import RuleRecogniser
from geo.story import Article, Mention, Place
from geo.wording import sentence


def read(text: str, title: str = "", language: str = "en") -> tuple[Mention, ...]:
    article = Article(text, title=title, language=language)
    recogniser = RuleRecogniser(default(), language)
    return resolve(article, find_mentions(article, default(), recogniser), default())


def place_of(name: str, text: str, title: str = "", language: str = "en") -> Place | None:
    found = [m for m in read(text, title, language) if m.text == name]
    assert found, f"{name} was not recognised"
    return found[0].place


def where(name: str, text: str, title: str = "") -> tuple[str, str]:
    place = place_of(name, text, title)
    assert place is not None
    return place.country, place.state


# --- what a reader means first -----------------------------------------------------------------


def test_the_largest_town_of_a_name_is_meant_if_nothing_else_is_said() -> None:
    assert where("Birmingham", "Fog closed the airport in Birmingham.") == ("GB", "England")


def test_a_country_is_meant_before_a_town_of_its_name() -> None:
    place = place_of("Lebanon", "Schools in Lebanon stay closed.")
    assert place is not None
    assert place.kind == "country"


def test_a_country_is_not_meant_by_less_than_its_name() -> None:
    assert where("Norfolk", "The frigate left Norfolk on Monday.") == ("US", "Virginia")
    assert where("Norfolk Island", "They left Norfolk Island on Monday.")[0] == "NF"


def test_a_town_is_meant_before_the_area_of_its_name() -> None:
    place = place_of("Utrecht", "The train to Utrecht was late, and it rained in Eindhoven.")
    assert place is not None
    assert place.kind == "city"


# --- what the text says -------------------------------------------------------------------------


def test_a_state_after_a_comma_decides() -> None:
    assert where("Athens", "A storm hit Athens, Georgia, on Monday.") == ("US", "Georgia")


def test_an_abbreviated_state_decides() -> None:
    assert where("Cambridge", "Police in Cambridge, Mass., made an arrest.") == (
        "US",
        "Massachusetts",
    )


def test_what_follows_a_comma_must_hold_what_stands_before_it() -> None:
    place = place_of("Georgia", "She moved to Savannah, Georgia, in May.")
    assert place is not None
    assert (place.kind, place.country) == ("state", "US")


def test_a_list_is_not_taken_for_containment() -> None:
    text = "Trains from Berlin, Hamburg and Paris were late."
    assert where("Paris", text)[0] == "FR"


def test_one_name_has_one_sense_in_a_text() -> None:
    text = "The mayor of Athens, Ohio, resigned. Athens has nine councillors."
    found = [m.place for m in read(text) if m.text == "Athens"]
    assert [place and place.state for place in found] == ["Ohio", "Ohio"]


def test_a_text_may_tell_two_places_of_a_name_apart() -> None:
    text = "He left Springfield, Illinois, for Springfield, Missouri."
    found = [m.place for m in read(text) if m.text == "Springfield"]
    assert [place and place.state for place in found] == ["Illinois", "Missouri"]


def test_a_country_that_is_named_draws_its_towns() -> None:
    text = "Ministers of Venezuela and Colombia met. The talks were held in Barcelona."
    assert where("Barcelona", text)[0] == "VE"


def test_a_demonym_draws_the_towns_of_its_country() -> None:
    text = "Canadian firefighters came from all over Ontario. The fire near London is out."
    assert where("London", text) == ("CA", "Ontario")


def test_neighbours_decide_where_no_state_is_named() -> None:
    text = "Students from Paris, Bonham, Honey Grove and Blossom met in Paris on Friday."
    assert where("Paris", text) == ("US", "Texas")


def test_the_headline_is_evidence() -> None:
    text = "The river rose by a metre in Florence overnight."
    assert where("Florence", text, title="Alabama and Tennessee brace for floods")[0] == "US"


def test_the_kind_that_the_text_tells_decides() -> None:
    state = place_of("Washington", "Farmers in Washington state are worried.")
    assert state is not None
    assert state.kind == "state"
    town = place_of("Lebanon", "Texans met. The town of Lebanon, Tennessee, voted.")
    assert town is not None
    assert (town.kind, town.state) == ("city", "Tennessee")


def test_a_capital_is_meant_where_it_rules() -> None:
    place = place_of("Washington", "Washington says it will pay.")
    assert place is not None
    assert place.state == "Washington DC"


def test_a_sea_has_the_article_and_a_town_has_not() -> None:
    place = place_of("Atlantic", "The storm crossed the Atlantic in five days.")
    assert place is not None
    assert place.kind == "sea"


def test_a_river_has_an_article_in_german_and_a_town_has_none() -> None:
    river = place_of("Elbe", "Wir fuhren an der Elbe nach Norden.", language="de")
    town = place_of("Elbe", "Wir fuhren nach Elbe und ruhten.", language="de")
    assert river is not None
    assert town is not None
    assert (river.kind, town.kind) == ("river", "city")


def test_a_river_has_an_article_and_a_state_has_none() -> None:
    text = "They rowed up the Missouri. Farms in Missouri flourish."
    kinds = [m.place.kind for m in read(text) if m.place and m.text == "Missouri"]
    assert kinds == ["river", "state"]
    place = place_of("Loire", "Down the Loire\n\nBy boat from Orléans to Tours.")
    assert place is not None
    assert place.kind == "river"


@pytest.mark.parametrize("text", ["Ships lay off the Pacific Coast.", "A Pacific Rim country."])
def test_an_ocean_is_meant_before_a_small_town_called_after_it(text: str) -> None:
    place = place_of("Pacific", f"{text} It rained in Seattle and in Portland, Oregon.")
    assert place is not None
    assert place.kind == "sea"
    town = place_of("Pacific", "He lives in Pacific, Missouri.")
    assert town is not None
    assert town.kind == "city"


def test_an_article_makes_a_sea_of_a_state_in_romance_languages() -> None:
    spanish = place_of("Atlántico", "El barco cruzó el Atlántico.", language="es")
    french = place_of("Atlantique", "Il vit les eaux de l'Atlantique.", language="fr")
    assert spanish is not None
    assert french is not None
    assert (spanish.kind, french.kind) == ("sea", "sea")


def test_a_region_is_meant_before_a_state_that_is_also_called_so() -> None:
    place = place_of("West Coast", "They drove up the West Coast to San Francisco.")
    assert place is not None
    assert place.kind == "region"


def test_an_airport_lies_at_its_town_only_where_something_else_does() -> None:
    far = place_of("Pearson Airport", "Fog closed Pearson Airport, and it rained in Seattle.")
    assert far is None
    near = place_of(
        "Douglas Airport", "Fog closed Douglas Airport, and it rained in Pearson, Georgia."
    )
    assert near is not None


def test_a_city_with_an_ending_is_meant_before_a_village_that_is_called_so() -> None:
    place = place_of("Prags", "In Prag war es warm, und man sah Prags Türme.", language="de")
    assert place is not None
    assert place.name == "Prague"


def test_a_country_before_a_name_holds_it() -> None:
    text = "The fire began in Georgia's Batumi. It spread from Batumi inland."
    assert where("Georgia", text)[0] == "GE"


# --- doubt ----------------------------------------------------------------------------------------


def test_another_spelling_is_believed_with_evidence() -> None:
    text = "The train from Vladivostok stopped in the Russian border town of Chasan."
    place = place_of("Chasan", text)
    assert place is not None
    assert (place.name, place.country) == ("Khasan", "RU")


def test_a_guess_is_not_made_but_its_candidates_are_kept() -> None:
    text = "The border town of Oemanj was quiet."
    mention = next(m for m in read(text) if m.text == "Oemanj")
    assert mention.place is None
    assert mention.band == "unresolved"
    assert mention.candidates


def test_a_town_that_the_text_puts_where_none_is_known_stays_unresolved() -> None:
    mention = read("A barn burned near Paducah, Arizona, on Monday.")[0]
    assert mention.text == "Paducah"
    assert mention.place is None
    assert "the text puts it in Arizona" in sentence(mention.reasons[0])
    assert "Kentucky" in [c.place.state for c in mention.candidates]


def test_an_unknown_name_stays_unresolved() -> None:
    mention = read("They arrived in Qwertzuiop at noon.")[0]
    assert mention.place is None
    assert [sentence(r) for r in mention.reasons] == ["the gazetteer does not know this name"]


def test_a_choice_tells_its_runners_up_and_its_reasons() -> None:
    mention = read("A storm hit Athens, Georgia, on Monday.")[0]
    assert "the text says that it lies in Georgia" in [sentence(r) for r in mention.reasons]
    assert "GR" in [c.place.country for c in mention.candidates]
    assert all(c.place != mention.place for c in mention.candidates)


def test_what_speaks_for_a_place_makes_it_surer() -> None:
    alone = read("It snowed in Aberdeen.")[0]
    told = read("It snowed in Aberdeen, Scotland, and in Dundee.")[0]
    assert told.confidence > alone.confidence


# --- the whole ----------------------------------------------------------------------------------

SENTENCES = (
    "Police in Cambridge, Mass., made an arrest.",
    "The train from Boston was late.",
    "It rained in Worcester and Lowell.",
    "The Texan team came from Houston.",
)


@given(st.permutations(SENTENCES))
@settings(deadline=None, max_examples=20)
def test_the_order_of_paragraphs_does_not_change_where_places_lie(order: list[str]) -> None:
    def lie(paragraphs: list[str]) -> set[tuple[str, str]]:
        found = read("\n\n".join(paragraphs))
        return {(m.text, m.place.id if m.place else "") for m in found}

    assert lie(order) == lie(list(SENTENCES))


@given(st.integers(0, len(SENTENCES)))
@settings(deadline=None, max_examples=5)
def test_a_sentence_without_places_changes_nothing(at: int) -> None:
    def placed(paragraphs: list[str]) -> list[tuple[str, object, float]]:
        found = read("\n\n".join(paragraphs))
        return [(m.text, m.place, m.confidence) for m in found]

    longer = [*SENTENCES[:at], "Nobody was hurt, and the game went on.", *SENTENCES[at:]]
    assert placed(longer) == placed(list(SENTENCES))


@pytest.mark.parametrize("text", ["", "Nothing here.", "in in in", "the The THE"])
def test_a_text_without_places_has_none(text: str) -> None:
    assert read(text) == ()


# --- how well a town is known --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "country"),
    [
        ("Geneva", "The lender closes branches in New York and Geneva.", "CH"),
        ("Frankfurt", "Traders in New York and Frankfurt went home early.", "DE"),
        ("Gaza", "Gaza has run out of flour.", "PS"),
        ("Granada", "Spain will bring fast trains to Granada.", "ES"),
        ("Santiago", "The envoy flew from Lima to Santiago.", "CL"),
    ],
)
def test_the_town_that_more_languages_name_is_meant(name: str, text: str, country: str) -> None:
    place = place_of(name, text)
    assert place is not None
    assert place.country == country


@pytest.mark.parametrize(
    ("name", "text", "where_it_is"),
    [
        ("Geneva", "The lake froze in Geneva, New York.", ("US", "New York")),
        ("Granada", "Nicaragua opened a school in Granada, near Managua.", ("NI", "Granada")),
    ],
)
def test_what_the_text_says_outweighs_renown(
    name: str, text: str, where_it_is: tuple[str, str]
) -> None:
    assert where(name, text) == where_it_is


def test_a_province_of_the_country_that_is_named_outweighs_a_famous_town() -> None:
    place = place_of("Gaza", "In Mozambique the cyclone cut off the province of Gaza.")
    assert place is not None
    assert (place.country, place.kind) == ("MZ", "state")


@pytest.mark.parametrize(
    ("name", "text", "country"),
    [
        ("Heathrow", "The jet took off from Heathrow at dawn.", "GB"),
        ("La Palma", "The lava poured into the sea near La Palma.", "ES"),
    ],
)
def test_an_airport_or_island_of_our_lists_is_meant_before_a_small_town(
    name: str, text: str, country: str
) -> None:
    assert where(name, text)[0] == country


def test_small_towns_named_after_famous_ones_do_not_speak_for_one_another() -> None:
    text = "The brig left Portsmouth in June, put into Plymouth and lay there for a week."
    assert [where(name, text)[0] for name in ("Portsmouth", "Plymouth")] == ["GB", "GB"]


def test_a_small_town_is_meant_where_its_state_is_named() -> None:
    text = "Farmers in Minnesota sold their milk. The dairy in Plymouth paid them late."
    assert where("Plymouth", text) == ("US", "Minnesota")


def test_an_island_that_the_text_tells_is_no_town() -> None:
    place = place_of("Madeira", "The schooner touched at the island of Madeira.")
    assert place is not None
    assert place.country == "PT"


def test_a_name_that_many_languages_have_is_no_guess() -> None:
    place = place_of("Valetta", "The convoy came back from Valetta.")
    assert place is not None
    assert place.name == "Valletta"


def test_the_start_of_a_name_with_hyphens_is_its_short_form() -> None:
    place = place_of("Aix", "From Marseille the train ran to Aix and to Avignon.")
    assert place is not None
    assert place.name == "Aix-en-Provence"


def test_a_suburb_of_the_capital_goes_by_its_whole_name() -> None:
    # Saint-Maur-des-Fossés lies at the gates of Paris.
    place = place_of("Saint-Maur", "From Paris the train ran to Saint-Maur and to Orléans.")
    assert place is not None
    assert place.name == "Saint-Maur"


def test_namesakes_of_what_the_headline_names_say_little_for_their_countries() -> None:
    (hint,) = hints(Article("Er wachtte niemand.", title="Brand op de Bremen"), [], default())
    assert {o.shadowed for o in hint.options if o.country == "US"} == {True}
    assert not any(o.shadowed for o in hint.options if o.country == "DE")


def test_a_base_or_county_that_no_list_knows_lies_at_its_town() -> None:
    text = "The patient was flown to Tikrit Air Base, Iraq, and on to Germany."
    place = place_of("Tikrit Air Base", text)
    assert place is not None
    assert (place.kind, place.country) == ("city", "IQ")
    # Without a word for its country it would be a guess.
    assert place_of("Selby Air Base", "The patient was flown to Selby Air Base.") is None


def test_a_text_in_a_language_of_few_countries_tells_of_their_towns() -> None:
    # Palos de la Frontera in Spain, and Palos in Tajikistan.
    place = place_of("Palos", "Los barcos zarparon de Palos al alba.", language="es")
    assert place is not None
    assert place.country == "ES"
