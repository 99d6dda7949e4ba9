"""How to reach the broker: one place that turns settings into client arguments, and waits for a broker that is away."""

import asyncio
import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import faust
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaConnectionError, KafkaError
from faust.types.auth import CredentialsT

from service.settings import Settings

logger = logging.getLogger(__name__)

REQUEST_TIMEOUT_SECONDS = 40.0
RETRY_SECONDS = 2.0


class BrokerAway(Exception):
    """No broker answered within the time allowed."""


def client_options(settings: Settings) -> dict[str, Any]:
    """Arguments that every aiokafka client takes."""
    options: dict[str, Any] = {
        "bootstrap_servers": settings.broker,
        "client_id": "sitrep",
        "security_protocol": settings.security_protocol,
        "request_timeout_ms": int(REQUEST_TIMEOUT_SECONDS * 1000),
    }
    if settings.security_protocol.endswith("SSL"):
        options["ssl_context"] = _ssl_context(settings)
    if settings.security_protocol.startswith("SASL"):
        options["sasl_mechanism"] = settings.sasl_mechanism
        options["sasl_plain_username"] = settings.sasl_username
        options["sasl_plain_password"] = _password(settings)
    return options


def faust_credentials(settings: Settings) -> CredentialsT | None:
    """The same, as faust wants it; None for plain text."""
    if settings.security_protocol == "PLAINTEXT":
        return None
    if settings.security_protocol == "SSL":
        return faust.SSLCredentials(context=_ssl_context(settings))
    return faust.SASLCredentials(
        username=settings.sasl_username,
        password=_password(settings),
        ssl_context=_ssl_context(settings) if settings.security_protocol == "SASL_SSL" else None,
        mechanism=settings.sasl_mechanism,
    )


def faust_broker_urls(settings: Settings) -> list[str]:
    """The bootstrap servers as faust wants them."""
    return [f"kafka://{server.strip()}" for server in settings.broker.split(",") if server.strip()]


async def wait_for_broker(settings: Settings, patience_seconds: float | None = None) -> None:
    """Return once a broker answers, saying meanwhile that it waits; raises BrokerAway after the patience, if any."""
    loop = asyncio.get_running_loop()
    deadline = None if patience_seconds is None else loop.time() + patience_seconds
    while (error := await _try(settings)) is not None:
        if deadline is not None and loop.time() >= deadline:
            raise BrokerAway(f"no Kafka broker at {settings.broker}: {error}")
        logger.warning("waiting for a Kafka broker at %s: %s", settings.broker, error)
        await asyncio.sleep(RETRY_SECONDS)


async def open_admin(settings: Settings) -> AIOKafkaAdminClient:
    """A connected admin client; the caller closes it."""
    admin = AIOKafkaAdminClient(**client_options(settings))
    await admin.start()
    return admin


async def _try(settings: Settings) -> str | None:
    """None when a broker answers, else why not; what the library would log of it is said by our caller."""
    admin = AIOKafkaAdminClient(**client_options(settings))
    try:
        with _quiet_library():
            await admin.start()
    except KafkaConnectionError:
        return "nobody answers there"
    except (KafkaError, OSError) as error:
        return str(error) or type(error).__name__
    finally:
        await admin.close()
    return None


@contextmanager
def _quiet_library() -> Iterator[None]:
    library = logging.getLogger("aiokafka")
    level = library.level
    library.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        library.setLevel(level)


def _ssl_context(settings: Settings) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=settings.ssl_cafile)


def _password(settings: Settings) -> str | None:
    return settings.sasl_password.get_secret_value() if settings.sasl_password else None
