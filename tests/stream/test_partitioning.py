"""Where a key goes: every Kafka client must put it there, so that what belongs together meets."""

from aiokafka.partitioner import DefaultPartitioner
from hypothesis import given
from hypothesis import strategies as st
from service.stream.delivery import partition_of


@given(st.binary(min_size=1, max_size=80), st.integers(1, 64))
def test_a_key_goes_where_other_clients_put_it(key, count):
    partitions = list(range(count))

    assert partition_of(key, partitions, partitions) == DefaultPartitioner()(key, partitions, partitions)


def test_a_record_without_a_key_goes_to_an_available_partition():
    assert partition_of(None, [0, 1, 2], [2]) == 2
