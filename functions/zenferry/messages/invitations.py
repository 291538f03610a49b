"""What is said of a list of addresses to invite."""

__all__ = ["LISTS"]

LISTS = {
    "list_empty": "There is no address in this list. Give each a line of its own.",
    "list_long": "This list has more than {most} lines. Split it.",
    "list_no_email": "The first line has to name the columns. One of them must be email.",
    "list_column": "The name of column {place} is not known. There may be: {columns}.",
    "list_column_twice": "There are two columns {column}. Remove one.",
    "list_cells": (
        "This line has more cells than there are columns. Put text with commas in quotes."
    ),
    "list_quotes": (
        "The quotes in this line are not closed. Mend them; the lines below were not read."
    ),
    "list_twice": "This address stands in line {line} already. Remove one of the two.",
    "list_formula": (
        "This begins with {sign}, which spreadsheets take for a formula. Begin it with a letter."
    ),
    "list_language": "The page does not speak this language. Choose from: {languages}.",
    "list_number": "Give a whole number from 1 to {most}.",
}
