"""What can be chosen in the form: InvenioRDM's ids, with words and help for people."""

from dataclasses import dataclass

__all__ = ["LANGUAGES", "LICENCES", "RESOURCE_TYPES", "Choice"]


@dataclass(frozen=True)
class Choice:
    """One value to choose; `help` is one sentence that helps to decide."""

    value: str
    label: str
    help: str = ""


RESOURCE_TYPES = (
    Choice("dataset", "Dataset", "Measurements, tables, samples, simulation output."),
    Choice("software", "Software", "Source code or a program."),
    Choice("image", "Image"),
    Choice("video", "Video or audio"),
    Choice("model", "Model"),
    Choice("workflow", "Workflow"),
    Choice("lesson", "Lesson"),
    Choice("poster", "Poster"),
    Choice("presentation", "Presentation"),
    Choice("publication-article", "Journal article"),
    Choice("publication-preprint", "Preprint"),
    Choice("publication-report", "Report"),
    Choice("publication-datamanagementplan", "Data management plan"),
    Choice("publication-dissertation", "Thesis"),
    Choice("publication-other", "Other publication"),
    Choice("other", "Something else"),
)

LICENCES = (
    Choice(
        "cc-by-4.0",
        "CC BY 4.0",
        "Anyone may use and change it, if they name you. The usual choice for data.",
    ),
    Choice(
        "cc0-1.0",
        "CC0 1.0",
        "You give up all rights. Others may use it with no conditions at all.",
    ),
    Choice(
        "cc-by-sa-4.0",
        "CC BY-SA 4.0",
        "Like CC BY, but what others make of it must carry the same licence.",
    ),
    Choice(
        "cc-by-nc-4.0",
        "CC BY-NC 4.0",
        "Like CC BY, but nobody may use it commercially.",
    ),
    Choice("mit", "MIT", "For software: use it freely, keep the notice."),
    Choice("apache-2.0", "Apache 2.0", "For software: like MIT, with a patent grant."),
    Choice("gpl-3.0-or-later", "GPL 3.0 or later", "For software: changes must stay open too."),
)

LANGUAGES = (
    Choice("", "None, or several"),
    Choice("eng", "English"),
    Choice("deu", "German"),
    Choice("fra", "French"),
    Choice("spa", "Spanish"),
    Choice("ita", "Italian"),
    Choice("nld", "Dutch"),
    Choice("dan", "Danish"),
    Choice("por", "Portuguese"),
    Choice("pol", "Polish"),
    Choice("swe", "Swedish"),
    Choice("nor", "Norwegian"),
    Choice("fin", "Finnish"),
    Choice("rus", "Russian"),
    Choice("zho", "Chinese"),
    Choice("jpn", "Japanese"),
    Choice("ara", "Arabic"),
)
