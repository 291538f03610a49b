"""The headers each path of the static site is sent with. It knows paths, not what is in them."""

import re

__all__ = ["headers", "policy"]

# esbuild and site.py put a hash of the content into the name: such a file never changes.
_HASHED = re.compile(r"/assets/[\w.-]+-[0-9A-Za-z]{8,}\.\w+$")
_HASH_WORKER = re.compile(r"/assets/hash-worker-[0-9A-Za-z]+\.js$")
_YEAR = 365 * 24 * 3600

_FEATURES = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
_PERMISSIONS = ", ".join(
    (
        *(f"{feature}=()" for feature in _FEATURES),
        "screen-wake-lock=(self)",
        "clipboard-write=(self)",
    )
)


def policy(staging_origin: str) -> str:
    """What a page may load and reach. A page can carry this itself; frame-ancestors it cannot."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "worker-src 'self'",
            f"connect-src 'self' {staging_origin}".rstrip(),
            "base-uri 'none'",
            "form-action 'self'",
            "require-trusted-types-for 'script'",
            # One for the hash worker's address, one for markup on its way into DOMPurify.
            "trusted-types zenferry zenferry-html",
        )
    )


# A worker is ruled by its own response: here, and nowhere else, WebAssembly may be compiled.
_WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"


def _caching(path: str) -> str:
    if _HASHED.search(path):
        return f"public, max-age={_YEAR}, immutable"
    return "no-store" if path.endswith("/config.json") else "no-cache"


def headers(path: str, staging_origin: str) -> dict[str, str]:
    """For the path as it is asked for, with or without a folder before it."""
    path = f"/{path.lstrip('/')}"
    rules = _WORKER_POLICY if _HASH_WORKER.search(path) else policy(staging_origin)
    sent = {
        "Content-Security-Policy": f"{rules}; frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": _PERMISSIONS,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": _caching(path),
    }
    # The page and its staging are both encrypted or both on one's own machine.
    if staging_origin.startswith("https:"):
        sent["Strict-Transport-Security"] = f"max-age={_YEAR}; includeSubDomains"
    return sent
