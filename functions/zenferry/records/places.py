"""Which repositories are listed, and under which key: where two of the profile's are the same
place, as where everything is tried out on one, it is listed once."""

from zenferry.profile import Profile, RepositorySettings

__all__ = ["communities_of", "listed_as", "places"]


def places(profile: Profile) -> tuple[RepositorySettings, ...]:
    """Each place once, by the first of the profile's that goes there."""
    first: dict[str, RepositorySettings] = {}
    for each in profile.repositories:
        first.setdefault(each.url, each)
    return tuple(first.values())


def listed_as(profile: Profile, place: RepositorySettings) -> RepositorySettings:
    """The one by whose key this place is listed; what is practice stays practice."""
    return next((each for each in profile.repositories if each.url == place.url), place)


def communities_of(profile: Profile, place: RepositorySettings) -> tuple[str, ...]:
    """All that deposits may be handed to there."""
    there = [each for each in profile.repositories if each.url == place.url]
    slugs = (slug for each in there for slug in (each.community, *each.communities))
    return tuple(dict.fromkeys(filter(None, slugs)))
