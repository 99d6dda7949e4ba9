"""A lane: one input partition of one stage, handled in order.

Batch by batch: compute, publish and await every confirmation, publish what is to be remembered and await it,
acknowledge. So a crash at any point leaves either nothing done, or outputs that the next run publishes again, equal to
the last byte (same keys, ids and revisions): at least once, never lost, never counted twice.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence

from service import pipeline
from service.dedupe.article_store import StoreFailed
from service.models.dead_letter import Reason
from service.stream.dead_letters import dead_letter, dead_letter_record
from service.stream.delivery import OutputTooLarge
from service.stream.gate import AckGate
from service.stream.lane_services import LaneServices
from service.stream.memory import Memory
from service.stream.messages import Message
from service.stream.stages import Outputs, PartitionStage, PreparingStage
from service.stream.tally import Tally

TURN_SECONDS = 0.05  # computing longer than this, a lane lets the others, the timers and the consumer have their turn


Computed = tuple[Message, Outputs]


class Lane:
    """Handles the messages of one partition, for as long as this worker holds it."""

    def __init__(self, stage: PartitionStage, topic: str, partition: int, services: LaneServices) -> None:
        self.partition = partition
        self.progress_at = time.monotonic()
        self.acknowledged_to = -1
        self._stage = stage
        self._memory = Memory(stage, topic, partition, services)
        self._preparing = stage if isinstance(stage, PreparingStage) else None
        self._services = services
        self._stage_seconds = services.metrics.stage_seconds.labels(stage.stage)
        self._tally = Tally(stage.stage, services.metrics, services.limit)
        self._gate = AckGate()
        self._queue: deque[Message] = deque()
        self._wake = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None
        self._begun_at = time.monotonic()

    @property
    def waiting(self) -> int:
        """Messages taken in and not yet acknowledged."""
        return len(self._gate)

    @property
    def restored(self) -> bool:
        """Whether the state is recalled and messages are being handled."""
        return self._memory.restored

    def state_size(self) -> tuple[int, int]:
        """(entries, estimated bytes) remembered."""
        return self._stage.size()

    def start(self) -> None:
        """Begin: recall the state, then handle what is offered."""
        self._stopping = False
        self._gate = AckGate()
        self.acknowledged_to = -1
        self.progress_at = time.monotonic()
        self._task = asyncio.create_task(self._run(), name=f"{self._stage.stage}-{self.partition}")

    def offer(self, message: Message, acknowledge: Callable[[], object]) -> None:
        """Take a message in; offsets must ascend from one start to the next."""
        self._gate.start(message.offset, acknowledge)
        self._queue.append(message)
        self._wake.set()

    async def stop(self, drain_seconds: float) -> None:
        """Finish the batch in hand, drop the rest (it is read again), and acknowledge nothing more."""
        self._stopping = True
        self._wake.set()
        if self._task is not None:
            _, unfinished = await asyncio.wait({self._task}, timeout=drain_seconds)
            if unfinished:
                await self._abandon(self._task)
        self._gate.close()
        self._give_back(self._queue)
        self._queue.clear()
        self._memory.restored = False

    def close(self) -> None:
        """Leave the state to another process: the lane has stopped for good."""
        self._stage.close()

    async def _abandon(self, task: "asyncio.Task[None]") -> None:
        """The state may be ahead of what is remembered: forget it."""
        task.cancel()
        await asyncio.wait({task})
        self._memory.forget()

    async def _run(self) -> None:
        try:
            await self._recall()
            while not self._stopping:
                await self._handle_batch(await self._next_batch())
        except asyncio.CancelledError:
            raise
        except Exception as error:  # the worker stops: nothing of this batch was acknowledged
            self._memory.forget()
            self._services.fail(error)

    async def _next_batch(self) -> list[Message]:
        while not self._queue and not self._stopping:
            self._wake.clear()
            await self._wake.wait()
        if len(self._queue) < self._services.settings.batch_size:
            await asyncio.sleep(self._services.settings.linger_seconds)
        if self._stopping:
            return []
        size = min(len(self._queue), self._services.settings.batch_size)
        return [self._queue.popleft() for _ in range(size)]

    async def _handle_batch(self, batch: list[Message]) -> None:
        try:
            await self._handle(batch)
        finally:
            self._give_back(batch)

    async def _handle(self, messages: Sequence[Message]) -> None:
        self._begun_at = time.monotonic()
        while messages:
            computed = await self._compute(messages)
            await self._publish(computed)
            messages = messages[len(computed) :]

    async def _compute(self, messages: Sequence[Message]) -> list[Computed]:
        """The outputs, up to a bug that may have left the state half changed: what follows is computed afterwards."""
        computed: list[Computed] = []
        if self._preparing:
            messages = messages[: await self._preparing.prepare(messages)]
        turn = time.monotonic()
        for message in messages:
            computed.append((message, self._outputs(message)))
            if self._has_broken_state(computed):
                break
            if time.monotonic() - turn > TURN_SECONDS:
                await asyncio.sleep(0)
                turn = time.monotonic()
        return computed

    def _has_broken_state(self, computed: Sequence[Computed]) -> bool:
        refused = computed[-1][1].refused
        return self._memory.is_kept and refused is not None and refused.reason is Reason.BUG

    def _outputs(self, message: Message) -> Outputs:
        if self._memory.holds(message.offset):
            return Outputs("repeat")
        started = time.perf_counter()
        try:
            outputs = self._stage.handle(message)
        except StoreFailed:
            raise
        except Exception as error:  # a bug outside the pipeline, in what puts its results on the wire
            outputs = self._refused(message, Reason.BUG, pipeline.place_of(error))
        self._stage_seconds.observe(time.perf_counter() - started)
        return outputs

    async def _publish(self, computed: list[Computed]) -> None:
        try:
            await self._deliver(computed)
        except OutputTooLarge:
            await self._deliver_singly(computed)
        else:
            self._finish(computed)
            if not self._has_broken_state(computed):
                self._memory.settle()
        if self._has_broken_state(computed):
            self._memory.forget()
            await self._recall()

    async def _deliver(self, computed: Sequence[Computed]) -> None:
        publish = [record for _, outputs in computed for record in outputs.publish]
        remember = [record for _, outputs in computed for record in outputs.remember]
        if not all(record.fits for record in (*publish, *remember)):  # known before anything is half published
            raise OutputTooLarge("a record exceeds its topic's limit")
        self._services.watch.require_no_pause_since(self._begun_at)
        await self._services.delivery.deliver(publish)
        self._services.watch.require_no_pause_since(self._begun_at)
        self._memory.note_own(await self._services.delivery.deliver(remember))

    async def _deliver_singly(self, computed: list[Computed]) -> None:
        """One by one, so that the record that is too large refuses its own message alone."""
        for place, one in enumerate(computed):
            try:
                await self._deliver([one])
            except OutputTooLarge:
                await self._refuse(one[0])
                if self._memory.is_kept:
                    await self._begin_again_after(computed[place + 1 :])
                    return
            else:
                self._finish([one])

    async def _refuse(self, message: Message) -> None:
        outputs = self._refused(message, Reason.OUTPUT_TOO_LARGE, f"stage {self._stage.stage}")
        await self._deliver([(message, outputs)])
        self._finish([(message, outputs)])

    def _refused(self, message: Message, reason: Reason, detail: str) -> Outputs:
        letter = dead_letter(reason, detail, str(self._stage.stage), message)
        return Outputs("rejected", publish=(dead_letter_record(letter, message),), refused=letter)

    async def _begin_again_after(self, rest: list[Computed]) -> None:
        """The state holds what could not be published: recall it, and compute the rest of the batch anew."""
        self._memory.forget()
        await self._recall()
        await self._handle([message for message, _ in rest])

    def _finish(self, computed: Sequence[Computed]) -> None:
        for message, outputs in computed:
            if outputs.remember:
                self._memory.note_applied(message.offset)
            self._tally.count(message, outputs)
            if self._gate.finish(message.offset):
                self.acknowledged_to = message.offset
                self.progress_at = time.monotonic()
        self._tally.require_few_refusals()

    async def _recall(self) -> None:
        await self._memory.recall()
        self.progress_at = time.monotonic()

    def _give_back(self, messages: Sequence[Message] | deque[Message]) -> None:
        for message in messages:
            self._services.budget.give_back(message.size)
