"""The official Python client over HTTP."""

from client import family

check = family("http")
