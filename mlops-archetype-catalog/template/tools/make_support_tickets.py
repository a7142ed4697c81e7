"""Makes the sample data of the project type "nlp": tickets that customers of a made-up shop wrote.

A ticket is put together from phrases: what is wrong, mostly something beside the point that could as well
stand in a ticket for another team, now and then a greeting and a close. So no single word gives the team
away: "refund", "order" or "charged" occur in the tickets of several teams. Some words are misspelt, and a few
tickets went to the wrong team, as happens in real queues: no model can be right about all of them, and none
should. A few rows are broken on purpose, the way that real exports are: the step "prepare" has to drop them.

Same seed, same bytes: only the standard library's generator is used. Run from this directory:

    python make_support_tickets.py ../src/data/nlp
"""

import csv
import json
import random
import re
import sys
from pathlib import Path

SEED = 20240207
ROWS = 1800
BATCH_ROWS = 40
WRONG_TEAM = 0.03

# In a phrase, (a|b) stands for one of a and b, <device> for one of DEVICES, and <product> for any product.
DEVICES = ["keyboard", "bike light", "monitor", "speaker", "watch", "printer", "headset", "thermostat"]
PRODUCTS = [*DEVICES, "kettle", "desk lamp", "backpack", "rain jacket", "office chair", "tent", "suitcase", "rug"]
PROBLEMS = {
    "account": [
        "I (cannot|can't) (log in|sign in) (any more|since (yesterday|Monday|the weekend))",
        "(the|your) (link|mail) to (reset|change) my password (never arrived|has expired|is not accepted)",
        "please (change|update) the (mail address|phone number|name) (on|of) my (profile|account)",
        "somebody (else|I don't know) (seems to have|has) ordered (in my name|with my account)",
        "I want to (close|delete) my account and (everything|all the data) you (keep|hold) about me",
        "my (account|profile) (is|was) locked after (three|too many) (attempts|wrong passwords)",
        "I have two (accounts|logins) and (would like|want) them (merged|to become one)",
        "the code (by text message|for signing in) (comes too late|does not come|is refused)",
        "how do I (turn off|unsubscribe from) (the newsletter|your mails about offers)",
    ],
    "billing": [
        "I (was|have been) charged twice for (the|one|the same) <product>",
        "the (amount|sum) on (the|my) (invoice|card) (is not|differs from) what I (agreed to|saw at the checkout)",
        "(please send|I need) (an|the) invoice (with|showing) our (company's|firm's) (name|tax number)",
        "(my|the) (voucher|discount code) was (not taken off|ignored) (when I paid|at the checkout)",
        "my card (was|is) (refused|declined) although (there is money on it|it works elsewhere)",
        "you (took|debited) the (monthly fee|subscription) (after I had cancelled|one more time)",
        "can I pay (in instalments|by bank transfer|with two cards) for (an order|the <product>)",
        "I (got|received) a (reminder|dunning letter) for (a bill|something) that I (paid|settled) (long ago|last week)",
        "the refund (that you confirmed|of last month) has not (reached|arrived on) my (bank account|card)",
    ],
    "delivery": [
        "(my|the) (parcel|order|<product>) (has not arrived|still isn't here) after (two|three) weeks",
        "the tracking (page|number) (says|shows) the same (place|status) (for days|since Friday)",
        "the (driver|courier) (left|put) (the parcel|it) (in the rain|with a neighbour I don't know|on the street)",
        "(can|could) you (send|deliver) (it|the <product>) to (another|a different|my office's) address",
        "it (says|is marked as) delivered, but (nobody brought anything|there is nothing at my door)",
        "(please|could you) (bring|deliver) (it|the order) (in the evening|on Saturday|next week) instead",
        "only (half|one part) of (the|my) order (came|is here), (where|when) is the rest",
        "how (long|many days) does (shipping|delivery) to (Norway|the islands|Portugal) take",
        "customs (keeps|has stopped) (the parcel|my order) and (wants papers|asks for a form)",
    ],
    "returns": [
        "the <product> (is too small|does not fit|is not what I expected) and I want to (send it back|return it)",
        "I (got|received) (a broken|a scratched|the wrong) <product> and (want|would like) (another one|a new one)",
        "how (do|can) I (get|print) a (label|form) to (send something back|return the <product>)",
        "(is it|am I) too late to (give back|return) (a gift|the <product>) after (30|40) days",
        "I (sent|posted) the <product> back (two|three) weeks ago and (heard nothing|nobody confirms it)",
        "can I (swap|exchange) the <product> for (a larger one|another colour|the other model)",
        "the (box|seal) is open already, can the <product> (go|be sent) back",
        "a (part|screw|cable) (was missing|is not) in the box of the <product>, (please replace it|I want a whole one)",
        "where (do|can) I (drop off|hand in) (the|my) (return|<product> that I don't want)",
    ],
    "technical": [
        "the (app|site) (crashes|freezes) (when I open the basket|on the start page|after the update)",
        "the <device> (does not connect to|loses) (wifi|bluetooth) (every few minutes|since the update)",
        "(the|your) (search|filter) (finds nothing|shows the wrong things) (when|if) I type <product>",
        "(pictures|reviews|pages) (do not load|stay white) in (my browser|the app|Firefox)",
        "how do I (update|reset) the (firmware|software) of the <device>",
        "the <device> (switches itself off|makes a strange noise) after (ten|five) minutes of use",
        "I (get|see) error (500|404|E17) when I (press|click) (pay|order|save)",
        "the app (does not|won't) (install|start) on my (old phone|tablet|new phone)",
        "the manual (does not say|leaves out) how to (set up|pair|clean) the <device>",
    ],
}
BESIDES = [
    "I paid (by card|with my phone|right away)",
    "the order (number|confirmation) (is at hand|came by mail)",
    "the <product> itself (is great|is fine|was a gift)",
    "I have (written|called) about this (before|twice already)",
    "I was promised a refund (if nothing helps|the last time)",
    "my (old|last) (parcel|order) came on time",
    "I (log in|order) with the same (mail address|account) as always",
    "I (tried|use) (the app|the site) (too|on two devices)",
    "I (ordered|bought) it (last week|on Sunday|in the sale)",
    "the invoice (is|was) in the (box|mail)",
    "I don't want to send anything back (unless I must|yet)",
    "the box is (still here|already gone)",
    "I was charged (the full price|nothing extra)",
    "the (driver|person on the phone) was friendly",
    "the tracking (looks fine|has ended)",
    "I know my password",
]
GREETINGS = ["Hello,", "Hi there,", "Good morning,", "Dear team,", "To whom it may concern,"]
CLOSES = ["Thanks!", "Please help.", "Best regards", "Waiting for your answer.", "This is urgent.", "Thank you"]


def say(phrase: str, source: random.Random) -> str:
    """A phrase with everything chosen that it leaves open, from the inside out."""
    phrase = re.sub("<product>", lambda _: source.choice(PRODUCTS), phrase)
    phrase = re.sub("<device>", lambda _: source.choice(DEVICES), phrase)
    while "(" in phrase:
        phrase = re.sub(r"\(([^()]*)\)", lambda match: source.choice(match[1].split("|")), phrase)
    return phrase


def misspell(text: str, source: random.Random) -> str:
    """Two letters of some longer words change places."""
    words = text.split(" ")
    for index, word in enumerate(words):
        if len(word) > 4 and source.random() < 0.03:
            at = source.randrange(1, len(word) - 2)
            words[index] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)


def ticket(team: str, source: random.Random) -> str:
    """What a customer writes to a team."""
    sentences = [say(source.choice(PROBLEMS[team]), source)]
    for _ in range(source.choices([0, 1, 2], [2, 4, 2])[0]):
        sentences.insert(source.randrange(len(sentences) + 1), say(source.choice(BESIDES), source))
    greeting = source.choice(GREETINGS) + " " if source.random() < 0.35 else ""
    body = ". ".join(sentence[0].upper() + sentence[1:] for sentence in sentences) + "."
    close = " " + source.choice(CLOSES) if source.random() < 0.35 else ""
    text = misspell(greeting + body + close, source)
    return text.lower() if source.random() < 0.25 else text


def rows(source: random.Random) -> list[list[str]]:
    """Tickets with their teams, a few of them broken or doubled."""
    teams = list(PROBLEMS)
    made: list[list[str]] = []
    while len(made) < ROWS:
        about = source.choices(teams, [3, 4, 5, 4, 4])[0]
        team = source.choice(teams) if source.random() < WRONG_TEAM else about
        text = ticket(about, source)
        kind = source.random()
        if kind < 0.008:
            text = source.choice(["", "  ", "\t"])
        elif kind < 0.014:
            team = source.choice(["", "unknown"])
        elif kind < 0.022 and made:
            text, team = source.choice(made)
        made.append([text, team])
    return made


def write_csv(path: Path, header: list[str], lines: list[list[str]]) -> None:
    """A CSV file with Unix line ends on every platform."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)


def main(target: Path) -> None:
    """Writes the three files."""
    source = random.Random(SEED)
    (target / "batch").mkdir(parents=True, exist_ok=True)
    write_csv(target / "support-tickets.csv", ["text", "team"], rows(source))
    new = [[ticket(source.choice(list(PROBLEMS)), source)] for _ in range(BATCH_ROWS)]
    write_csv(target / "batch" / "tickets.csv", ["text"], new)
    request = {"input_data": {"columns": ["text"], "index": [0, 1], "data": new[:2]}}
    (target / "online-request.json").write_text(json.dumps(request, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
