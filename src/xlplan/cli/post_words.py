"""What the commands around the mail say, in Swedish and English."""

from __future__ import annotations

POST_WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "no_form": "det finns ingen medföljande mall ”{form}”. Möjliga: {known}.",
        "made": "Planmappen är klar. Öppna plan.yaml i en textredigerare, fyll i de {districts} förvaltningarnas "
        "e-postadresser och se över sista dagarna ({days}). Ställ dig sedan i mappen (cd {folder}) och kör xlplan.",
        "home": "{title} {year}",
        "home_round": "Omgång: {round}{due}.",
        "home_due": ", sista dag {due} ({left})",
        "home_addresses": "E-postadresser: {with_address} av {districts} förvaltningar.",
        "home_out": "Utskick: {templates} arbetsböcker, {drafts} mail att skicka, {sent} skickade av xlplan.",
        "home_in": "Inkommet: {files} filer från {came} av {districts} förvaltningar. Saknas: {missing}.",
        "home_unclear": "Oklart: {count} filer i {folder} väntar på att du säger vems de är.",
        "home_results": "Sammanställning: {made}.",
        "nobody": "ingen",
        "not_made": "inte gjord än",
        "next": "Nästa steg: {what}",
        "next_generate": "xlplan generate --mail gör arbetsböcker och mail att skicka ut.",
        "next_addresses": "fyll i e-postadresserna i plan.yaml. Kör sedan xlplan generate --mail.",
        "next_send": "skicka mailen i mappen {folder}. Kör xlplan collect FIL... när svaren kommer.",
        "next_collect": "xlplan collect FIL... tar emot svaren: spara mailen som filer eller ange en mapp.",
        "next_settle": "xlplan collect --as FÖRVALTNING {file}",
        "next_remind": "xlplan remind gör påminnelser till dem som saknas. xlplan status visar läget.",
        "next_merge": "alla har svarat. Kör xlplan status, xlplan reply och xlplan merge.",
    },
    "en": {
        "no_form": "there is no shipped form “{form}”. Possible: {known}.",
        "made": "The plan folder is ready. Open plan.yaml in a text editor, fill in the e-mail addresses of the "
        "{districts} offices and check the last days ({days}). Then go to the folder (cd {folder}) and run xlplan.",
        "home": "{title} {year}",
        "home_round": "Round: {round}{due}.",
        "home_due": ", last day {due} ({left})",
        "home_addresses": "E-mail addresses: {with_address} of {districts} offices.",
        "home_out": "Sent out: {templates} workbooks, {drafts} mails to send, {sent} sent by xlplan.",
        "home_in": "Received: {files} files from {came} of {districts} offices. Missing: {missing}.",
        "home_unclear": "Unclear: {count} files in {folder} wait for you to say whose they are.",
        "home_results": "City workbook: {made}.",
        "nobody": "none",
        "not_made": "not made yet",
        "next": "Next: {what}",
        "next_generate": "xlplan generate --mail makes workbooks and mails to send.",
        "next_addresses": "fill in the e-mail addresses in plan.yaml. Then run xlplan generate --mail.",
        "next_send": "send the mails in the folder {folder}. Run xlplan collect FILE... when answers come.",
        "next_collect": "xlplan collect FILE... takes in the answers: save the mails as files, or name a folder.",
        "next_settle": "xlplan collect --as DISTRICT {file}",
        "next_remind": "xlplan remind makes reminders to those who are missing. xlplan status shows where it stands.",
        "next_merge": "all have answered. Run xlplan status, xlplan reply and xlplan merge.",
    },
}
