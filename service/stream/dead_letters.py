"""Dead letters on the wire: the original key, bytes and headers, and headers that say where it came from and why.

The `__connect.errors.*` names are those of Kafka Connect, which most tools show; ours say what they do not.
"""

import hashlib
from collections import deque

from service.models.dead_letter import DeadLetter, Reason
from service.stream.messages import Message
from service.stream.outgoing import VERSION, Headers, Outgoing, code_version, milliseconds
from service.stream.topics import DEAD_LETTERS

REASON = "sitrep-reason"
ATTEMPTS = "sitrep-attempts"
RECEIVED_AT = "sitrep-received-at"
POINTER = "sitrep-pointer-sha256"
OWN_HEADERS = (REASON, ATTEMPTS, RECEIVED_AT, POINTER, VERSION)
CONNECT_PREFIX = "__connect.errors."
MAX_DETAIL_LENGTH = 500
MAX_ATTEMPTS_DIGITS = 6  # anybody may write headers, and Python refuses to read numbers of thousands of digits

HEADER_ALLOWANCE = 64 * 1024  # bytes kept free for headers below the topic's limit


def dead_letter_record(letter: DeadLetter, message: Message) -> Outgoing:
    """The record for the dead-letter topic; a value over its limit becomes its hash, a pointer to the original."""
    value, pointer = _value_or_pointer(letter.value)
    if letter.key is None and value is None:
        value = b""  # the client sends no record without key and value, though others may
    headers = original_headers(message.headers) + _error_headers(letter, message) + pointer
    return Outgoing(DEAD_LETTERS, letter.key, value, headers, milliseconds(message.at))


def attempts_of(headers: Headers) -> int:
    """How often this message has been tried before; 0 for a message that never was a dead letter."""
    value = dict(headers).get(ATTEMPTS, b"")
    return int(value) if value.isdigit() and len(value) <= MAX_ATTEMPTS_DIGITS else 0


def original_headers(headers: Headers) -> Headers:
    """The headers the message had before it was refused."""
    return tuple(pair for pair in headers if not pair[0].startswith(CONNECT_PREFIX) and pair[0] not in OWN_HEADERS)


def _value_or_pointer(value: bytes | None) -> tuple[bytes | None, Headers]:
    if value is None or len(value) <= DEAD_LETTERS.max_message_bytes - HEADER_ALLOWANCE:
        return value, ()
    return None, ((POINTER, hashlib.sha256(value).hexdigest().encode()),)


def _error_headers(letter: DeadLetter, message: Message) -> Headers:
    values = {
        f"{CONNECT_PREFIX}topic": message.topic,
        f"{CONNECT_PREFIX}partition": str(message.partition),
        f"{CONNECT_PREFIX}offset": str(message.offset),
        f"{CONNECT_PREFIX}stage": letter.stage,
        f"{CONNECT_PREFIX}exception.class.name": str(letter.reason),
        f"{CONNECT_PREFIX}exception.message": letter.detail[:MAX_DETAIL_LENGTH],
        REASON: str(letter.reason),
        ATTEMPTS: str(attempts_of(message.headers) + 1),
        RECEIVED_AT: message.at.isoformat(),
        VERSION: code_version(),
    }
    return tuple((name, value.encode()) for name, value in values.items())


class DeadLetterLimit:
    """Stops a bad deploy from emptying the topic into the dead letters (after arroyo's DlqLimit)."""

    WINDOW = 1_000  # messages over which the share is taken

    def __init__(self, max_share: float, max_run: int) -> None:
        self._max_share = max_share
        self._max_run = max_run
        self._recent: deque[bool] = deque(maxlen=self.WINDOW)
        self._run = 0

    def accepted(self) -> None:
        """A message was handled."""
        self._recent.append(False)
        self._run = 0

    def refused(self) -> None:
        """A message was refused."""
        self._recent.append(True)
        self._run += 1

    @property
    def is_exceeded(self) -> bool:
        """Whether too many of the last 1,000 messages, or too many in a row, were refused."""
        full = len(self._recent) == self.WINDOW
        return self._run >= self._max_run or (full and sum(self._recent) > self._max_share * self.WINDOW)


def dead_letter(reason: Reason, detail: str, stage: str, message: Message) -> DeadLetter:
    """The message as a dead letter."""
    return DeadLetter(reason, detail, stage, message.key, message.value)
