"""A person's yes through the official Python client, over stdio and over HTTP."""

from client import agree, settle
from families.consent import WORD, done
from register import Family, expect, same, short

check = Family("agreeing", "2025-11-25, Elicitation; 2026-07-28, Multi Round-Trip Requests")

# Over HTTP a client of the handshake cannot be asked: it gets the command that a person runs.
WAYS = ["stdio-legacy", "stdio-auto", "http-auto"]


def asked(way, action="accept"):
    before = done()
    result, forms = settle(agree(*way.split("-"), WORD, action))
    text = short(result.content[0].text)
    same(len(forms), 1, f"forms ({text})")
    return bool(result.is_error), done() - before, text


@check.each(WAYS, "accept", "the client asks the person, who agrees: done, once")
def _(world, way):
    is_error, count, text = asked(way)
    same((is_error, count), (False, 1), f"isError, reloads ({text})")


@check.each(WAYS, "decline", "who does not: not done")
def _(world, way):
    is_error, count, text = asked(way, "decline")
    same((is_error, count), (True, 0), f"isError, reloads ({text})")
    expect(text, "no words")
