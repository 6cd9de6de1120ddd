"""The judgement of the official Python package `mcp`: its types for each revision, and `jsonschema`."""

from jsonschema import Draft202012Validator
from mcp_types import methods
from pydantic import ValidationError

from register import Failed, expect, short


def check_result(method, era, result):
    """A result has the shape that the revision gives it."""
    try:
        methods.validate_server_result(method, era, result)
    except (ValidationError, KeyError, ValueError) as error:
        raise Failed(f"{method} of {era}: {short(str(error))}") from None


def check_notification(method, era, params):
    try:
        methods.parse_server_notification(method, era, params)
    except (ValidationError, KeyError, ValueError) as error:
        raise Failed(f"{method} of {era}: {short(str(error))}") from None


def check_schema(schema, what):
    """Valid JSON Schema 2020-12."""
    try:
        Draft202012Validator.check_schema(schema)
    except Exception as error:
        raise Failed(f"{what}: {short(str(error))}") from None


def check_value(value, schema, what):
    faults = [error.message for error in Draft202012Validator(schema).iter_errors(value)]
    expect(not faults, f"{what}: {short(faults)}")
