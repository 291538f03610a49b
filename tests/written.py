"""What a depositor wrote into the form, and which deposit it is, wherever neither matters."""

from typing import Any

__all__ = ["ID", "VALUES"]

ID = "0b7e5f52-6a43-4c11-9b59-6f3a3a1b7c11"
VALUES: dict[str, Any] = {
    "title": "Sediment cores of the Jade Bay",
    "resource_type": "dataset",
    "description": "Grain sizes.\n\nOne file a core.",
    "creators": [
        {
            "type": "person",
            "given_name": "Josiah",
            "family_name": "Carberry",
            "orcid": "0000-0002-1825-0097",
            "affiliations": [{"name": "Brown University"}],
        }
    ],
    "keywords": ["sediment"],
    "publication_date": "2026-11-21",
    "access": "open",
    "licence": "cc-by-4.0",
    "agreement": True,
}
