"""The HTTP side of an endpoint: one POST, bounded in time and size; whatever goes wrong has a name."""

import asyncio
from http import HTTPStatus

import aiohttp

from service.engines.outcome import EngineFailed, EngineOutcome

PATH = "/chat/completions"
MAX_REPLY_BYTES = 1024 * 1024
CHUNK_BYTES = 64 * 1024
LONGEST_WAIT_DIGITS = 6  # of a Retry-After in seconds; longer numbers and dates are not read


class EndpointClient:
    """Posts to the endpoint below `url`. No redirect is followed, no cookie kept: the key goes nowhere else."""

    def __init__(self, url: str, key: str | None, timeout_seconds: float) -> None:
        self._url = url.rstrip("/") + PATH
        self._headers = {"content-type": "application/json", **({"authorization": f"Bearer {key}"} if key else {})}
        self._timeout_seconds = timeout_seconds
        self._session: aiohttp.ClientSession | None = None  # made in the running loop, as aiohttp asks

    async def aclose(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    async def post(self, body: bytes) -> bytes:
        """The body of the reply; raises EngineFailed. The whole exchange is timed, against endpoints that drip."""
        try:
            async with asyncio.timeout(self._timeout_seconds):
                return await self._exchange(body)
        except TimeoutError:
            raise EngineFailed(EngineOutcome.TIMEOUT) from None
        except aiohttp.ClientError:
            raise EngineFailed(EngineOutcome.UNREACHABLE) from None

    async def _exchange(self, body: bytes) -> bytes:
        if self._session is None:
            no_timeout = aiohttp.ClientTimeout(total=None)
            self._session = aiohttp.ClientSession(timeout=no_timeout, cookie_jar=aiohttp.DummyCookieJar())
        async with self._session.post(self._url, data=body, headers=self._headers, allow_redirects=False) as reply:
            _require_ok(reply)
            data = bytearray()
            async for part in reply.content.iter_chunked(CHUNK_BYTES):
                data += part
                if len(data) > MAX_REPLY_BYTES:
                    raise EngineFailed(EngineOutcome.INVALID)
            return bytes(data)


def _require_ok(reply: aiohttp.ClientResponse) -> None:
    if reply.status == HTTPStatus.TOO_MANY_REQUESTS:
        wait = reply.headers.get("retry-after", "")
        is_read = wait.isascii() and wait.isdecimal() and len(wait) <= LONGEST_WAIT_DIGITS
        raise EngineFailed(EngineOutcome.LIMITED, float(wait) if is_read else None)
    if reply.status != HTTPStatus.OK:
        raise EngineFailed(EngineOutcome.REFUSED)
