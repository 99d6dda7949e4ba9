import logging
import ssl

import faust
import pytest
from service.settings import Settings
from service.stream.connection import (
    BrokerAway,
    client_options,
    faust_broker_urls,
    faust_credentials,
    wait_for_broker,
)

NOBODY = "127.0.0.1:1"  # no broker listens there


def settings(**given) -> Settings:
    """Settings of which only these are not the defaults."""
    return Settings(_env_file=None, **given)


def test_plain_text_needs_neither_certificates_nor_passwords():
    options = client_options(settings(broker="a:1,b:2"))

    assert options["bootstrap_servers"] == "a:1,b:2"
    assert options["security_protocol"] == "PLAINTEXT"
    assert not {"ssl_context", "sasl_mechanism"} & options.keys()
    assert faust_credentials(settings()) is None


def test_sasl_hands_over_mechanism_user_and_password():
    given = settings(security_protocol="SASL_PLAINTEXT", sasl_username="sitrep", sasl_password="open sesame")
    options = client_options(given)

    assert (options["sasl_mechanism"], options["sasl_plain_username"]) == ("SCRAM-SHA-512", "sitrep")
    assert options["sasl_plain_password"] == "open sesame"
    assert isinstance(faust_credentials(given), faust.SASLCredentials)


@pytest.mark.parametrize("protocol", ["SSL", "SASL_SSL"])
def test_tls_checks_the_brokers_certificate(protocol):
    given = settings(security_protocol=protocol)
    context = client_options(given)["ssl_context"]

    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    credentials = faust_credentials(given)
    context = getattr(credentials, "ssl_context", None) or credentials.context
    assert context.verify_mode is ssl.CERT_REQUIRED


def test_faust_gets_an_address_for_each_server():
    assert faust_broker_urls(settings(broker="a:1, b:2,")) == ["kafka://a:1", "kafka://b:2"]


async def test_a_broker_that_is_away_is_waited_for_with_a_message(caplog):
    with caplog.at_level(logging.WARNING), pytest.raises(BrokerAway, match=f"no Kafka broker at {NOBODY}"):
        await wait_for_broker(settings(broker=NOBODY), patience_seconds=0.01)

    assert f"waiting for a Kafka broker at {NOBODY}" in caplog.text or not caplog.records
