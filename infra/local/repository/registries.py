"""Answers as ROR and ORCID do, from the sample: the world as far as a laptop needs it."""

import re
from collections.abc import Mapping
from typing import Any

from infra.local.repository.answer import Answer, json_answer
from infra.local.repository.call import Call
from infra.local.repository.refusal import Json
from infra.local.repository.suggestions import matches, sample

_FIELD = re.compile(r"(?:orcid|[a-z-]+):([^\s*()]+)\*?")


def organisations(call: Call) -> Answer:
    """GET /organizations?query=: ROR's search, version 2."""
    asked, only = call.query.get("query", ""), call.query.get("filter", "")
    found = [
        _organisation(each)
        for each in sample()["organisations"]
        if matches(asked, (each["name"], each["acronym"], *each["aliases"]))
        and (only != "types:funder" or each["funder"])
    ]
    answer = {"number_of_results": len(found), "time_taken": 3, "items": found[:20]}
    return json_answer(200, answer | {"meta": {"types": [], "countries": []}})


def organisation(_call: Call, known: str) -> Answer:
    """GET /organizations/ID."""
    bare = known.rpartition("/")[2]
    for each in sample()["organisations"]:
        if each["ror"] == bare:
            return json_answer(200, _organisation(each))
    return json_answer(404, {"errors": [f"ROR ID '{known}' does not exist"]})


def _organisation(each: Mapping[str, Any]) -> Json:
    names = [{"value": each["name"], "types": ["label", "ror_display"], "lang": "en"}]
    names += [{"value": name, "types": ["alias"], "lang": None} for name in each["aliases"]]
    if each["acronym"]:
        names.append({"value": each["acronym"], "types": ["acronym"], "lang": None})
    place = {"name": each["city"], "country_name": each["country"], "country_code": each["code"]}
    return {
        "id": f"https://ror.org/{each['ror']}",
        "status": "active",
        "types": ["funder", "government"] if each["funder"] else ["education", "funder"][:1],
        "names": names,
        "locations": [{"geonames_id": 1, "geonames_details": place}],
        "links": [],
        "domains": [],
        "external_ids": [],
        "relationships": [],
    }


def people(call: Call) -> Answer:
    """GET /expanded-search?q=: each word has to begin a name, as the query's fields say."""
    asked = " ".join(dict.fromkeys(_FIELD.findall(call.query.get("q", ""))))
    found = [
        each
        for each in sample()["people"]
        if each["orcid"] == asked or matches(asked, (each["given"], each["family"]))
    ]
    rows = int(call.query.get("rows", "10"))
    shown = [_person(each) for each in found[:rows]]
    # Not an empty list: where nobody was found, ORCID says null.
    return json_answer(200, {"expanded-result": shown or None, "num-found": len(found)})


def _person(each: Mapping[str, Any]) -> Json:
    return {
        "orcid-id": each["orcid"],
        "given-names": each["given"] or None,
        "family-names": each["family"] or None,
        "credit-name": None,
        "other-name": [],
        "email": [],
        "institution-name": each["institutions"],
    }
