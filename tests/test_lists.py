"""The lists that come along are renewed from what InvenioRDM has, and keep their shape."""

from pathlib import Path

from infra.local import lists
from zenferry.languages import known

LICENCES = (
    "id,title__en,description__en,icon,tags,props__url,props__scheme,props__osi_approved\n"
    '0bsd,"BSD Zero, Clause",,,all,https://opensource.org/license/0bsd,spdx,y\n'
)
LANGUAGES = """
- {id: fra, props: {alpha_2: fr}, title: {en: French}}
- {id: eng, props: {alpha_2: en}, title: {en: English}}
- {id: aaa, props: {alpha_2: ''}, title: {en: Ghotuo}}
"""


def test_they_are_renewed_with_a_column_a_language(tmp_path: Path) -> None:
    (tmp_path / "licenses.csv").write_text(LICENCES, "utf-8")
    (tmp_path / "languages.yaml").write_text(LANGUAGES, "utf-8")

    lists.main(tmp_path, to=tmp_path)

    assert (tmp_path / "licences.tsv").read_text("utf-8") == (
        "id\tname\tlink\n0bsd\tBSD Zero, Clause\thttps://opensource.org/license/0bsd\n"
    )
    assert (tmp_path / "languages.tsv").read_text("utf-8").splitlines() == [
        "\t".join(("id", *known(), "own")),
        "fra\tFrench\tFranzösisch\tfrançais",
        "eng\tEnglish\tEnglisch",
        "aaa\tGhotuo",
    ]
