"""A pasted list of authors becomes rows to check, however it was written."""

from typing import Any

import pytest

from zenferry.errors import Unreadable
from zenferry.readers import authors
from zenferry.readers.people import named

CARBERRY = "0000-0002-1825-0097"
HOPPER = "0000-0001-5109-3700"


def rows(text: str) -> list[dict[str, Any]]:
    creators = authors.read(text).values["creators"]
    assert isinstance(creators, list)
    return creators


def person(family: str, given: str = "", *places: str, orcid: str = "") -> dict[str, Any]:
    entry: dict[str, Any] = {"type": "person", "family_name": family}
    entry |= {"given_name": given} if given else {}
    entry |= {"orcid": orcid} if orcid else {}
    return entry | ({"affiliations": [{"name": place} for place in places]} if places else {})


def group(name: str, *places: str) -> dict[str, Any]:
    entry: dict[str, Any] = {"type": "organisation", "name": name}
    return entry | ({"affiliations": [{"name": place} for place in places]} if places else {})


ADA, GRACE = person("Lovelace", "Ada"), person("Hopper", "Grace")
INITIALS = [person("Lovelace", "A."), person("Hopper", "G. B.")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada Lovelace", [ADA]),
        ("Madonna", [person("Madonna")]),
        ("Lovelace, Ada", [ADA]),
        ("Ada Lovelace, Grace Hopper (Navy)", [ADA, person("Hopper", "Grace", "Navy")]),
        ("Ada Lovelace (Institute A; Institute B)", [
            person("Lovelace", "Ada", "Institute A", "Institute B")]),
        ("Ada Lovelace and Grace Hopper", [ADA, GRACE]),
        ("Ada Lovelace, Grace Hopper, and Alan Turing", [ADA, GRACE, person("Turing", "Alan")]),
        ("Ada Lovelace & Grace Hopper", [ADA, GRACE]),
        ("Ada Lovelace und Grace Hopper", [ADA, GRACE]),
        ("Lovelace, A.; Hopper, G. B.", INITIALS),
        ("Lovelace, A., Hopper, G. B.", INITIALS),
        ("Lovelace, A., & Hopper, G. B.", INITIALS),
        ("Lovelace, Ada; Hopper, Grace;", [ADA, GRACE]),
        ("Lovelace, Ada, Hopper, Grace", [ADA, GRACE]),
        ("Lovelace A, Hopper GB", [person("Lovelace", "A"), person("Hopper", "GB")]),
        ("Ada Lovelace\nGrace Hopper\n", [ADA, GRACE]),
        ("Lovelace, Ada\r\nHopper, Grace", [ADA, GRACE]),
        ("Ada Lovelace,\nGrace Hopper", [ADA, GRACE]),
        ("1. Ada Lovelace\n2. Grace Hopper", [ADA, GRACE]),
        ("- Ada Lovelace\n• Grace Hopper", [ADA, GRACE]),
        ("Ada Lovelace, Institute A, London\nGrace Hopper, Navy", [
            person("Lovelace", "Ada", "Institute A, London"), person("Hopper", "Grace", "Navy")]),
        ("van der Berg, Jan\nde la Cruz, Juan", [
            person("van der Berg", "Jan"), person("de la Cruz", "Juan")]),
        ("Ludwig van Beethoven; Otto von Bismarck", [
            person("van Beethoven", "Ludwig"), person("von Bismarck", "Otto")]),
        ("King, Martin Luther, Jr.; Hopper, Grace", [person("King Jr.", "Martin Luther"), GRACE]),
        ("Juan de la Cruz Jr.", [person("de la Cruz Jr.", "Juan")]),
        ("The Jade Bay Consortium; Lovelace, Ada", [group("The Jade Bay Consortium"), ADA]),
        (
            "Ada Lovelace and the Jade Bay Consortium",
            [ADA, group("Jade Bay Consortium")],
        ),
        ("Mud and Tides Institute", [group("Mud and Tides Institute")]),
        ("Institute of Mud and Tides; Lovelace, Ada", [group("Institute of Mud and Tides"), ADA]),
        ("Universität Bremen", [group("Universität Bremen")]),
        ("Łucja Żółkiewska, 王 小明", [
            person("Żółkiewska", "Łucja"), person("王", "小明")]),
    ],
)  # fmt: skip
def test_names_are_told_apart(text: str, found: list[dict[str, Any]]) -> None:
    assert rows(text) == found


@pytest.mark.parametrize(
    "text",
    [
        f"Ada Lovelace ({CARBERRY}), Grace Hopper [{HOPPER}]",
        f"Ada Lovelace https://orcid.org/{CARBERRY}, Grace Hopper orcid.org/{HOPPER}",
        f"Ada Lovelace, {CARBERRY}, Grace Hopper, {HOPPER}",
        f"Lovelace, Ada, {CARBERRY}\nHopper, Grace, {HOPPER}",
        f"Lovelace, Ada ORCID: {CARBERRY}; Hopper, Grace ORCID iD {HOPPER}",
        f"Lovelace\tAda\t{CARBERRY}\nHopper\tGrace\t{HOPPER}",
        f"name;orcid\nAda Lovelace;{CARBERRY}\nGrace Hopper;https://orcid.org/{HOPPER}",
        f"Vorname,ORCID-iD,Nachname\nAda,{CARBERRY},Lovelace\nGrace,{HOPPER},Hopper",
    ],
)
def test_an_orcid_id_stays_with_its_person(text: str) -> None:
    ada, grace = person("Lovelace", "Ada", orcid=CARBERRY), person("Hopper", "Grace", orcid=HOPPER)
    assert rows(text) == [ada, grace]


NUMBERED = [
    person("Lovelace", "Ada", "Analytical Engine Institute, London", "Navy"),
    person("Hopper", "Grace", "Navy"),
    person("van der Berg", "Jan", "Delft University of Technology"),
]
BELOW = "\n\n1 Analytical Engine Institute, London\n2 Navy\n3 Delft University of Technology"


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lovelace1,2, Grace Hopper2 and Jan van der Berg3" + BELOW,
        "Ada Lovelace¹,², Grace Hopper², Jan van der Berg³"
        + BELOW.replace("\n1 ", "\n¹").replace("\n2 ", "\n²"),
        "Ada Lovelace (1,2), Grace Hopper (2), Jan van der Berg (3)" + BELOW,
        "Ada Lovelace<sup>1,2</sup>; Grace Hopper<sup>2</sup>; Jan van der Berg<sup>3</sup>"
        + BELOW.replace("1 A", "(1) A"),
        "Ada Lovelace1,2\nGrace Hopper2\nJan van der Berg3" + BELOW.replace("2 N", "2. N"),
        "Ada Lovelace^{1,2}, Grace Hopper^{2}, Jan van der Berg^{3}" + BELOW,
    ],
)
def test_numbers_lead_to_the_affiliations_below(text: str) -> None:
    assert rows(text) == NUMBERED


def test_a_suffix_after_a_comma_is_part_of_the_name_before_it() -> None:
    found = rows("Peter A. M. Smith, III1, Ada Lovelace2\n1 Navy\n2 Institute A")
    assert found == [
        person("Smith III", "Peter A. M.", "Navy"),
        person("Lovelace", "Ada", "Institute A"),
    ]


def test_an_affiliation_that_nobody_has_is_told() -> None:
    left = authors.read("Ada Lovelace1\n1 Navy\n2 Institute A").not_understood
    assert [(one.what, one.value) for one in left] == [("affiliation", "2 Institute A")]


def test_marks_addresses_and_titles_are_told_and_not_kept() -> None:
    found = authors.read(
        "Dr. Ada Lovelace1*, Grace Hopper1,7\n1 Navy\n* Corresponding author: ada@example.org"
    )
    places = ("Navy",)
    assert found.values["creators"] == [
        person("Lovelace", "Ada", *places),
        person("Hopper", "Grace", *places),
    ]
    assert {(one.what, one.value) for one in found.not_understood} == {
        ("e-mail", "ada@example.org"),
        ("text", "Corresponding author"),
        ("title", "Dr."),
        ("mark", "*"),
        ("affiliation", "7"),
    }


def test_an_e_mail_address_is_dropped_and_told() -> None:
    found = authors.read("Ada Lovelace <ada@example.org>, Grace Hopper (grace@example.org)")
    assert found.values["creators"] == [ADA, GRACE]
    assert [one.value for one in found.not_understood] == ["ada@example.org", "grace@example.org"]


def test_a_mistyped_orcid_id_is_told() -> None:
    found = authors.read("Ada Lovelace 0000-0002-1825-0098")
    assert found.values["creators"] == [ADA]
    assert [(x.what, x.value) for x in found.not_understood] == [("ORCID", "0000-0002-1825-0098")]


TABLE = """Nachname;Vorname;E-Mail;ORCID;Einrichtung;Hut
Müller;Jana;jana@example.org;;Institut A; Institut B
"""


def test_a_table_tells_by_its_header_and_columns_without_a_field_are_told() -> None:
    found = authors.read(
        "affiliation,e-mail,given name,orcid,Family Name\n"
        f'"Institut A; Institut B",jana@example.org,Jana,{CARBERRY},Müller\n'
        ",,Grace,wrong,Hopper\n"
    )
    assert found.values["creators"] == [
        person("Müller", "Jana", "Institut A", "Institut B", orcid=CARBERRY),
        GRACE,
    ]
    assert [(one.what, one.value) for one in found.not_understood] == [
        ("e-mail", "jana@example.org"),
        ("orcid", "wrong"),
    ]


def test_a_table_may_have_full_names_and_ror_ids() -> None:
    text = 'Name\tInstitution\tROR\n"Lovelace, Ada"\tTidal Institute\thttps://ror.org/05a28rw58\n'
    places = [{"name": "Tidal Institute", "ror": "05a28rw58"}]
    assert rows(text) == [{**ADA, "affiliations": places}]


BIBTEX = "Lovelace, Ada and M{\\\"u}ller, J{\\'o}zef and {The Jade Bay Consortium} and others"
BIBTEX_ROWS = [ADA, person("Müller", "Józef"), group("The Jade Bay Consortium")]


@pytest.mark.parametrize(
    "text",
    [
        f"author = {{{BIBTEX}}}",
        f"  authors = {{{BIBTEX}}},\n",
        f"@misc{{key,\n  author = {{{BIBTEX}}},\n title = {{Mud}}\n}}",
    ],
)
def test_authors_of_bibtex_are_read_as_bibtex(text: str) -> None:
    assert rows(text) == BIBTEX_ROWS


def test_names_joined_by_and_with_commas_inside_are_read() -> None:
    assert rows("Lovelace, Ada and Hopper, Grace") == [ADA, GRACE]


@pytest.mark.parametrize("text", [",,,;;", "()", "ada@example.org", CARBERRY, "1\n2\n3", "***"])
def test_a_list_without_a_name_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        authors.read(text)
    assert refused.value.code == "import_authors"


def test_who_has_an_orcid_id_is_a_person_whatever_the_name() -> None:
    assert named("Ada Institute", orcid=CARBERRY)["type"] == "person"


@pytest.mark.parametrize("table", ["name,orcid\n" + "Lovelace,\n" * 1001, "Ada\tX\n" * 1001])
def test_a_table_of_too_many_names_is_refused_before_they_are_told_apart(table: str) -> None:
    with pytest.raises(Unreadable, match="import_names"):
        authors.read(table)
    fewer = table.rstrip("\n").rpartition("\n")[0]
    assert rows(fewer)
