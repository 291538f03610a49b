"""The curators' desk: its routes, its application, and what the API's document says of them."""
