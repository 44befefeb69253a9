"""Recomputes the hash chain of a junkan journal: reads what the API answers with proof=1 from standard input.

Pages are given one after the other (each a JSON document), the first page first. See journal-format.md.
"""
import hashlib
import json
import sys


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def documents(text):
    """JSON documents that follow each other."""
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        document, at = decoder.raw_decode(text, at)
        yield document
        while at < len(text) and text[at].isspace():
            at += 1


previous, seq, unread = "0" * 64, 0, 0
for page in documents(sys.stdin.read().strip()):
    for line in page["items"]:
        seq += 1
        wrong = line["seq"] != seq or line["previousHash"] != previous
        proof = line.get("proof")
        if proof is None:
            unread += 1
        else:
            header = json.loads(proof["header"])
            wrong = wrong or sha256(previous + proof["header"]) != line["hash"]
            wrong = wrong or header["seq"] != seq or header["payload"] != proof["payloadHash"]
            if "payload" in proof:
                wrong = wrong or sha256(proof["payload"]) != proof["payloadHash"]
        if wrong:
            sys.exit(f"line {seq} is not what was written")
        previous = line["hash"]

print(f"{seq} lines fit together ({unread} of them checked by their links alone); last hash: {previous}")
