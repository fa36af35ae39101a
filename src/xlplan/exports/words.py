"""What the columns of the exports hold, in Swedish and English."""

from __future__ import annotations

from xlplan.findings.finding import Language, Text

_ABOUT: dict[str, Text] = {
    "file": Text("Inlämningens filnamn.", "Name of the returned file."),
    "sha256": Text("Filens kontrollsumma.", "Checksum of the file."),
    "format": Text("Filens format.", "Format of the file."),
    "plan": Text("Mallens id.", "Id of the form."),
    "year": Text("Året som planen gäller.", "The plan's year."),
    "district": Text("Stadsdelsförvaltningens nyckel i mallen.", "Key of the district office in the form."),
    "round": Text("Uppföljningsomgångens nyckel i mallen.", "Key of the follow-up round in the form."),
    "area": Text("Områdets nyckel i mallen.", "Key of the area in the form."),
    "area_title": Text("Områdets namn.", "Title of the area."),
    "sheet": Text("Fliken.", "The tab."),
    "row": Text("Raden på fliken.", "The row on the tab."),
    "cell": Text("Cellens adress.", "Address of the cell."),
    "city_id": Text("Åtgärdens id: förvaltning och nummer.", "Id of the action: district and number."),
    "id": Text("Numret som raden bär.", "The number that the row carries."),
    "timing_kind": Text("Vad som förstås av tidpunkten.", "What is understood of the time."),
    "timing_from": Text("Första dagen.", "First day."),
    "timing_to": Text("Sista dagen.", "Last day."),
    "status": Text("Måluppfyllelsen.", "The status."),
    "status_source": Text(
        "Om beskedet är angivet (declared) eller tolkat ur texten (inferred).",
        "Whether the status was declared or inferred from the text.",
    ),
    "round_of_status": Text("Omgången som beskedet kommer från.", "The round that the status comes from."),
    "missing_in": Text(
        "Omgångar vars inlämning saknar åtgärden, med kommatecken emellan.",
        "Rounds whose returns lack the action, parted by commas.",
    ),
    "extra": Text("Text i kolumner som mallen inte har.", "Text in columns that the form does not have."),
    "notes": Text("Anteckningar på radens celler.", "Notes on the row's cells."),
    "text": Text("Uppföljningens egna ord.", "The follow-up's own words."),
    "link": Text(
        "Hur raden knöts till åtgärden: first är den första, övriga säger på vilka vittnen.",
        "How the row was tied to the action: first is the first one, the others name the witnesses.",
    ),
    "code": Text("Anmärkningens kod.", "Code of the finding."),
    "name": Text("Anmärkningens namn.", "Name of the finding."),
    "severity": Text("Hur allvarlig den är.", "How severe it is."),
    "message": Text("Vad som är fel eller värt att titta på.", "What is wrong or worth a look."),
    "hint": Text("Vad man gör åt det.", "What to do about it."),
    "received": Text("När filen kom in, annars när den sparades.", "When the file came in, else when it was saved."),
    "used": Text("Om inlämningen är medräknad.", "Whether the return was counted."),
    "filled": Text("Ifyllda celler.", "Filled cells."),
    "placed": Text("Celler som fick en plats i planen.", "Cells that found a place in the plan."),
    "boilerplate": Text("Celler med mallens egen text.", "Cells with the form's own text."),
    "unplaced": Text("Celler utan plats i planen.", "Cells without a place in the plan."),
    "field": Text("Frågans nyckel i mallen.", "Key of the question in the form."),
    "answer": Text("Svaret på frågan.", "The answer."),
    "value": Text("Cellens text.", "Text of the cell."),
    "kind": Text("Vad som ska avgöras.", "What there is to decide."),
    "column": Text("Kolumnens nyckel.", "Key of the column."),
    "a": Text("Det ena.", "The one."),
    "b": Text("Det andra.", "The other."),
    "score": Text("Likhet, 0-100.", "Likeness, 0-100."),
    "decided": Text("Vad som avgjorts.", "What was decided."),
    "table": Text("Tabellens namn.", "Name of the table."),
    "type": Text("Värdets slag.", "Kind of the values."),
    "title": Text("Rubriken i mallen.", "Heading in the form."),
    "about": Text("Vad kolumnen innehåller.", "What the column holds."),
    "values": Text("Värden som kan förekomma.", "Values that may occur."),
}


def about(key: str, language: Language) -> str:
    """What a column of ours holds."""
    return _ABOUT[key].say(language, {})
