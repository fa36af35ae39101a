"""The families of findings, by the first digit of their codes, and facts to show what a sentence looks like."""

from __future__ import annotations

from xlplan.findings.finding import Finding, Kind, Text

FAMILIES: dict[str, tuple[Text, Text]] = {
    "1": (
        Text("Filen", "The file"),
        Text(
            "Det som hindrar att en fil, eller en del av den, läses.",
            "What stops a file, or a part of it, from being read.",
        ),
    ),
    "2": (
        Text("Flikar, rubriker och avsändare", "Tabs, headings and identity"),
        Text(
            "Det som arbetsboken som helhet inte säger, eller säger annorlunda än mallen.",
            "What the workbook as a whole does not say, or says otherwise than the form.",
        ),
    ),
    "3": (Text("En cell", "A cell"), Text("Det som är värt att se i en cell.", "What is notable about one cell.")),
    "4": (
        Text("En rad", "A row"),
        Text("Det som en åtgärd saknar, eller hur dess rad lästes.", "What an action lacks, or how its row was read."),
    ),
    "5": (
        Text("Mellan rader och flikar", "Across rows and tabs"),
        Text("Det som inte stämmer inom en inlämning.", "What does not agree within one return."),
    ),
    "6": (
        Text("Sammanslagning", "Merging"),
        Text("Det som kom upp när inlämningar slogs ihop.", "What came up when returns were put together."),
    ),
}
"""Title and meaning of each family."""
EXAMPLE = {
    "a": "Nattvandring",
    "after": "Otrygga och brottsutsatta platser",
    "b": "Nattvandringar",
    "answers": "Uppfyllt, Delvis uppfyllt, Ej uppfyllt",
    "area": "Unga i riskzon",
    "before": "Unga i riskzon för destruktivt beteende",
    "column": "Uppföljning",
    "count": "3",
    "detail": "xl/worksheets/sheet1.xml",
    "district": "Järva",
    "expected": "2024",
    "fields": "Diarienummer, E-post",
    "headings": "Orsak, Åtgärd, När, Vem",
    "id": "UNGA-03",
    "key": "3f0c9a61b2d4",
    "near": "Uppfyllt",
    "number": "640823-****",
    "old": "Tre turer har gjorts.",
    "opening": "Målet är ej uppfyllt",
    "other": "C5",
    "period": "2022-01-01 – 2022-12-31",
    "place": "C5",
    "read_as": "Vem",
    "round": "Plan",
    "score": "87",
    "title": "Båtar och bryggor",
    "value": "Nästan klart",
    "where": "Uppföljning",
    "why": "samma fil två gånger",
    "newer": "Åtgärdsplan 2024 Järva rättad.xlsx",
    "ids": "jarva/UNGA-03, jarva/UNGA-05",
    "year": "2024",
}
"""A fact for each placeholder that stands in the sentences of the catalogue."""


def example(kind: Kind) -> Finding:
    """A finding of a kind as it could be."""
    inside = kind.code[2] in "3456"
    row, col = (7, 5) if inside else (0, 0)
    return Finding(kind, "Järva.xlsx", "Unga i riskzon" if inside else "", row, col, _Facts(EXAMPLE))


class _Facts(dict[str, str]):
    """Facts of which none is missing."""

    def __missing__(self, name: str) -> str:
        return "…"
