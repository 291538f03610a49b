"""The record as it will look, and what is worth another look before it is sent."""
