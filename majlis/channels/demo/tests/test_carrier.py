"""The three carriers without an outside."""

from __future__ import annotations

import email
from email import policy
from pathlib import Path
from typing import Any

import pytest

from majlis.channels.demo.carrier import Explodes, Refuses, Works
from majlis.channels.tests.contract import FailingContract, a_parcel
from majlis.notifications.carriers import Carrier, CarrierFailed


class TestWorks(FailingContract):
    @pytest.fixture(autouse=True)
    def _outbox(self, settings: Any, tmp_path: Path) -> None:
        settings.OUTBOX = str(tmp_path / "out box")
        self.place = tmp_path / "out box"

    def carrier(self) -> Carrier:
        return Works()

    def fail_for_now(self) -> None:
        self.place.write_text("a file where the folder should be")

    def test_what_it_writes_is_a_mail(self) -> None:
        Works().send(a_parcel())
        [written] = self.place.glob("*.eml")
        mail = email.message_from_bytes(written.read_bytes(), policy=policy.default)
        assert (mail["Subject"], mail["To"]) == ("موعدك", "noura@example.com")
        assert "612 345 6784" in mail.get_content()

    def test_an_sms_is_written_too(self) -> None:
        Works().send(a_parcel(channel="sms", address="+966501234567", subject=""))
        assert (self.place / "sms-41.eml").exists()


def test_the_one_that_refuses_always_refuses_for_good() -> None:
    assert not Refuses().check().works
    with pytest.raises(CarrierFailed) as failure:
        Refuses().send(a_parcel())
    assert failure.value.permanent
    assert failure.value.bad_address


def test_the_one_that_explodes_raises_what_no_carrier_should() -> None:
    assert not Explodes().check().works
    with pytest.raises(RuntimeError):
        Explodes().send(a_parcel())
