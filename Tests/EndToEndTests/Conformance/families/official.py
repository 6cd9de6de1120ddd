"""The official Python client over stdio."""

from client import family

check = family("stdio")
