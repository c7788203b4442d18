"""Puts what exists in the world into three of four generated requests, which would otherwise get no further than 404."""

import json
import os
import random

import schemathesis

with open(os.environ["KNOWN"]) as file:
    KNOWN = json.load(file)

# Of its own, so that the choice is the same in each run.
CHOICE = random.Random(1)


def filled(value, name=None):
    """The value with each field of a known name exchanged, most of the time."""
    if name in KNOWN and CHOICE.random() < 0.75:
        return CHOICE.choice(KNOWN[name])
    if isinstance(value, dict):
        return {field: filled(inner, field) for field, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner) for inner in value]
    return value


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    return filled(path_parameters) if path_parameters else path_parameters


@schemathesis.hook
def map_query(context, query):
    return filled(query) if query else query


@schemathesis.hook
def map_body(context, body):
    return filled(body)
