"""Registers the page with the test instance's authorisation server; prints its id and its secret.

Run by the instance's own Python, beside it: python page_client.py OWNER REDIRECT-URI
"""

import sys

from invenio_accounts.models import User
from invenio_app.factory import create_api
from invenio_db import db
from invenio_oauth2server.models import Client

NAME = "Deposit page"


def registered(owner: str, redirect: str) -> Client:
    """The same client again when asked again."""
    user = User.query.filter_by(email=owner).one()
    client = Client.query.filter_by(name=NAME).first() or Client(
        name=NAME, user_id=user.id, is_internal=False, is_confidential=True
    )
    if not client.client_id:
        client.gen_salt()
    client.redirect_uris = [redirect]
    db.session.add(client)
    db.session.commit()
    return client


with create_api().app_context():
    client = registered(*sys.argv[1:])
    print(client.client_id, client.client_secret)  # noqa: T201
