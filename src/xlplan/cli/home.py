"""``xlplan`` alone in a plan folder: where the year stands, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xlplan.cli.options import language, needed_form
from xlplan.cli.post_words import POST_WORDS
from xlplan.cli.words import WORDS
from xlplan.findings.counting import counted
from xlplan.form.model import Form
from xlplan.post.days import day_text, left_text
from xlplan.post.folder import PlanFolder, is_workbook
from xlplan.post.receipts import Receipt, receipts
from xlplan.post.rounds import current_round


def home_lines(folder: PlanFolder, lang: str | None, today: date) -> Iterator[str]:
    """Where the year stands, line by line, the next step last; raises Refusal for a form with errors."""
    form = needed_form(str(folder.plan), lang)
    spoken = language(lang, form)
    words = POST_WORDS[spoken]
    came = [receipt for _, receipt in receipts(folder)]
    at = current_round(folder, form, (receipt.round for receipt in came))
    due = ""
    if at.due:
        due = words["home_due"].format(due=day_text(at.due, spoken), left=left_text(at.due, today, spoken))
    outbox = folder.outbox if at == form.rounds[0] else folder.outbox / at.key
    templates, drafts = (len(list(outbox.glob(pattern))) for pattern in ("*.xlsx", "*.eml"))
    sent = len(list(outbox.glob("skickat/*.json")))
    arrived = {receipt.district for receipt in came if (receipt.round or form.rounds[0].key) == at.key}
    missing = [district.name for district in form.districts if district.key not in arrived]
    yield words["home"].format(title=form.title, year=form.year)
    yield words["home_round"].format(round=at.title, due=due)
    with_address = sum(1 for district in form.districts if district.email)
    yield words["home_addresses"].format(with_address=with_address, districts=len(form.districts))
    yield counted(words["home_out"], templates=templates, drafts=drafts, sent=sent)
    yield counted(
        words["home_in"],
        files=len(came),
        came=len(form.districts) - len(missing),
        districts=len(form.districts),
        missing=", ".join(missing) or words["nobody"],
    )
    unclear = folder.unclear()
    if unclear:
        yield counted(words["home_unclear"], count=len(unclear), folder=unclear[0].parent)
    kept = f"({WORDS[spoken]['previous']}"
    made = sorted(path.name for path in folder.results.glob("*.xlsx") if kept not in path.name)
    yield words["home_results"].format(made=", ".join(made) or words["not_made"])
    yield ""
    step = _next(folder, form, words, drafts=drafts, templates=templates, came=came, missing=missing)
    yield words["next"].format(what=step)


def _next(
    folder: PlanFolder,
    form: Form,
    words: dict[str, str],
    *,
    drafts: int,
    templates: int,
    came: list[Receipt],
    missing: list[str],
) -> str:
    """The one thing to do now."""
    unclear = folder.unclear()
    if unclear:
        workbook = next(filter(is_workbook, unclear), None)
        if workbook is None:
            return words["next_look"].format(folder=unclear[0].parent)
        return words["next_settle"].format(file=f'"{workbook}"')
    if not templates and not came:
        return words["next_generate" if all(each.email for each in form.districts) else "next_addresses"]
    if not came:
        return words["next_send"].format(folder=folder.outbox) if drafts else words["next_collect"]
    return words["next_remind" if missing else "next_merge"]
