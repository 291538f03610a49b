"""How what was typed is judged and kept: a kind of field each, and what holds between fields."""
