"""Rules for identifiers: recognised, normalised, their check digits tested."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zenferry.metadata import Identifier
from zenferry.rules import BrokenRule
from zenferry.typed import identifiers


def broken(rule: Callable[[str], object], value: str) -> str:
    with pytest.raises(BrokenRule) as told:
        rule(value)
    return told.value.code


@pytest.mark.parametrize(
    "typed",
    [
        "0000-0002-1825-0097",
        "0000000218250097",
        " https://orcid.org/0000-0002-1825-0097/ ",
        "http://www.orcid.org/0000-0002-1825-0097",
    ],
)
def test_an_orcid_is_kept_bare(typed: str) -> None:
    assert identifiers.orcid(typed) == "0000-0002-1825-0097"


def test_the_last_digit_of_an_orcid_may_be_an_x() -> None:
    assert identifiers.orcid("0000-0002-1694-233x") == "0000-0002-1694-233X"


@pytest.mark.parametrize(
    "typed", ["", "0000-0002-1825", "orcid.example/0000-0002-1825-0097", "٠٠٠٠-0002-1825-0097"]
)
def test_what_is_no_orcid_is_refused(typed: str) -> None:
    assert broken(identifiers.orcid, typed) == "orcid"


@given(st.integers(0, 14), st.integers(1, 9))
def test_one_mistyped_digit_of_an_orcid_is_found(place: int, more: int) -> None:
    digits = list("0000000218250097")
    digits[place] = str((int(digits[place]) + more) % 10)
    assert broken(identifiers.orcid, "".join(digits)) == "orcid_digit"


@pytest.mark.parametrize("typed", ["05a28rw58", "https://ror.org/05A28RW58", " ror.org/05a28rw58 "])
def test_a_ror_is_kept_bare(typed: str) -> None:
    assert identifiers.ror(typed) == "05a28rw58"


@pytest.mark.parametrize("typed", ["", "15a28rw58", "05a28iw58", "05a28rw5", "ror.org/"])
def test_what_is_no_ror_is_refused(typed: str) -> None:
    assert broken(identifiers.ror, typed) == "ror"


@pytest.mark.parametrize("typed", ["05a28rw59", "05a28rx58", "04a28rw58"])
def test_a_mistyped_ror_is_found(typed: str) -> None:
    assert broken(identifiers.ror, typed) in {"ror_digit", "ror"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("118529579", "118529579"),
        ("gnd:4079154-3", "4079154-3"),
        ("https://d-nb.info/gnd/119545373", "119545373"),
        ("http://d-nb.info/gnd/1170741479/", "1170741479"),
        ("5008462-8", "5008462-8"),
    ],
)
def test_a_gnd_number_is_kept_bare(typed: str, kept: str) -> None:
    assert identifiers.gnd(typed) == kept


@pytest.mark.parametrize("typed", ["", "1", "11852957", "gnd", "11852957９"])
def test_what_is_no_gnd_number_is_refused(typed: str) -> None:
    assert broken(identifiers.gnd, typed) == "gnd"


@given(st.integers(0, 6), st.integers(1, 9))
def test_one_mistyped_digit_of_a_gnd_number_is_found(place: int, more: int) -> None:
    digits = list("118529579")
    digits[place + 1] = str((int(digits[place + 1]) + more) % 10)
    assert broken(identifiers.gnd, "".join(digits)) in {"gnd_digit", "gnd"}


@pytest.mark.parametrize(
    "typed", ["0000 0001 2103 2683", "0000000121032683", "https://isni.org/isni/0000000121032683"]
)
def test_an_isni_is_kept_bare(typed: str) -> None:
    assert identifiers.isni(typed) == "0000000121032683"


def test_a_mistyped_isni_is_found() -> None:
    assert broken(identifiers.isni, "0000 0001 2103 2684") == "isni_digit"
    assert broken(identifiers.isni, "0000 0001 2103") == "isni"


def test_an_isni_that_is_no_orcid_is_no_orcid() -> None:
    assert broken(identifiers.orcid, "0000-0001-2103-2683") == "orcid"


@pytest.mark.parametrize("typed", ["00280836", "0028-0836", "ISSN 0028-0836", "0028–0836"])
def test_an_issn_is_kept_with_its_hyphen(typed: str) -> None:
    assert identifiers.issn(typed) == "0028-0836"


def test_a_mistyped_issn_or_isbn_is_found() -> None:
    assert broken(identifiers.issn, "0028-0837") == "issn_digit"
    assert broken(identifiers.issn, "0028-083") == "issn"
    assert broken(identifiers.isbn, "978-3-16-148410-1") == "isbn_digit"
    assert broken(identifiers.isbn, "3-16-14841") == "isbn"


@pytest.mark.parametrize("typed", ["9783161484100", "978-3-16-148410-0", "ISBN 3-16-148410-X"])
def test_an_isbn_is_kept_with_its_hyphens(typed: str) -> None:
    assert identifiers.isbn(typed) == "978-3-16-148410-0"


RECOGNISED = {
    "https://doi.org/10.5281/zenodo.1": ("10.5281/zenodo.1", "doi"),
    "https://www.doi.org/10.5281/zenodo.1": ("10.5281/zenodo.1", "doi"),
    "http://dx.doi.org/10.5281/zenodo.1/": ("10.5281/zenodo.1", "doi"),
    "doi: 10.5281/zenodo.1": ("10.5281/zenodo.1", "doi"),
    "10.1000/(a)b/c": ("10.1000/(a)b/c", "doi"),
    "https://arxiv.org/abs/2101.00001v2": ("arXiv:2101.00001v2", "arxiv"),
    "https://arxiv.org/pdf/2101.00001.pdf": ("arXiv:2101.00001", "arxiv"),
    "2101.00001": ("arXiv:2101.00001", "arxiv"),
    "hep-th/9901001": ("arXiv:hep-th/9901001", "arxiv"),
    "https://www.wikidata.org/wiki/Q42": ("Q42", "wikidata"),
    "Q42": ("Q42", "wikidata"),
    "https://n2t.net/ark:/12148/btv1b8449691v": ("ark:/12148/btv1b8449691v", "ark"),
    "https://hdl.handle.net/20.500.12345/678": ("20.500.12345/678", "handle"),
    "hdl:2027/mdp.39015": ("2027/mdp.39015", "handle"),
    "https://pubmed.ncbi.nlm.nih.gov/123456/": ("123456", "pmid"),
    "PMID: 123456": ("123456", "pmid"),
    "urn:nbn:de:101:1-201102033592": ("urn:nbn:de:101:1-201102033592", "urn"),
    "https://nbn-resolving.org/urn:nbn:de:0-1": ("urn:nbn:de:0-1", "urn"),
    "urn:lsid:ipni.org:names:77145": ("urn:lsid:ipni.org:names:77145", "lsid"),
    "9783161484100": ("978-3-16-148410-0", "isbn"),
    "0-306-40615-2": ("978-0-306-40615-7", "isbn"),
    "0028-0836": ("0028-0836", "issn"),
    "4006381333931": ("4006381333931", "ean13"),
    "2014ApJ...797L..22B": ("2014ApJ...797L..22B", "ads"),
    "https://w3id.org/example": ("https://w3id.org/example", "w3id"),
    "https://purl.org/dc/terms": ("https://purl.org/dc/terms", "purl"),
    "RRID:SCR_002630": ("RRID:SCR_002630", "rrid"),
    "igsn:AU1101": ("AU1101", "igsn"),
    "https://github.com/example/code": ("https://github.com/example/code", "url"),
    "example.org/page?x=1": ("https://example.org/page?x=1", "url"),
}


@pytest.mark.parametrize(("typed", "kept"), RECOGNISED.items())
def test_an_identifier_is_recognised_and_brought_into_its_normal_form(
    typed: str, kept: tuple[str, str]
) -> None:
    found = identifiers.recognised(f" {typed} ")
    assert (found.value, found.scheme) == kept
    assert identifiers.recognised(found.value, found.scheme) == found


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *[(typed, "identifier_unknown") for typed in ("", "my paper", "12345678", "ftp://a.org/b")],
        ("javascript:alert(1)", "identifier_unknown"),
        ("javascript://example.org/%0aalert(1)", "identifier_unknown"),
        ("https://exa mple.org", "identifier_unknown"),
        ("10.5281/zenodo .1", "identifier_scheme"),
        ("https://doi.org/10.1/x", "identifier_scheme"),
        ("arXiv:nonsense", "identifier_scheme"),
        ("978-3-16-148410-1", "isbn_digit"),
        ("0028-0837", "issn_digit"),
    ],
)
def test_what_is_no_identifier_is_refused(typed: str, code: str) -> None:
    assert broken(identifiers.recognised, typed) == code


@pytest.mark.parametrize(
    ("typed", "scheme"),
    [
        ("https://example.org/page", "handle"),
        ("example.org/page", "handle"),
        ("https://example.org", "doi"),
        ("javascript:alert(1)", "url"),
        ("12", "upc"),
        ("x", "ean13"),
        ("https://example.org", "w3id"),
        ("PMC1", "pmid"),
    ],
)
def test_what_is_not_of_the_kind_that_was_said_is_refused(typed: str, scheme: str) -> None:
    with pytest.raises(BrokenRule):
        identifiers.recognised(typed, scheme)


def test_what_was_said_of_its_kind_decides() -> None:
    assert identifiers.recognised("12345678", "pmid") == Identifier("12345678", "pmid")
    assert identifiers.recognised("036000291452", "upc") == Identifier("036000291452", "upc")


@given(st.text(max_size=30), st.sampled_from(["", *RECOGNISED.values()]).map(lambda x: x and x[1]))
def test_whatever_is_typed_is_recognised_for_good_or_refused(typed: str, scheme: str) -> None:
    try:
        found = identifiers.recognised(typed, scheme)
    except BrokenRule:
        return
    assert identifiers.recognised(found.value, found.scheme) == found
