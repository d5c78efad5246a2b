"""Token buckets: they hold, they fill, they count together, they forget nothing that fails."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from django.db import connection

from majlis.accounts import limits, tasks
from majlis.accounts.models import Bucket
from majlis.core import clock, scope
from majlis.core.viewer import ANONYMOUS


@pytest.mark.django_db
def test_a_bucket_when_emptied_and_filling_again() -> None:
    with time_machine.travel("2026-11-24T08:00Z", tick=False) as time:
        tries = [limits.allow("a", rate_per_minute=6, burst=3) for _n in range(5)]
        assert tries == [True, True, True, False, False]
        assert limits.left("a", rate_per_minute=6, burst=3) == 0
        time.shift(9)
        assert not limits.allow("a", rate_per_minute=6, burst=3)
        time.shift(1)
        assert limits.allow("a", rate_per_minute=6, burst=3)
        assert not limits.allow("a", rate_per_minute=6, burst=3)
        time.shift(3600)
        assert [limits.allow("a", rate_per_minute=6, burst=3) for _n in range(4)] == [True, True, True, False]
        assert limits.allow("b", rate_per_minute=6, burst=3)


@pytest.mark.django_db
def test_a_bucket_when_the_clock_goes_back() -> None:
    with time_machine.travel("2026-11-24T08:00Z", tick=False):
        assert limits.allow("a", rate_per_minute=1, burst=1)
    with time_machine.travel("2026-11-24T07:00Z", tick=False):
        assert not limits.allow("a", rate_per_minute=1, burst=1)
    with time_machine.travel("2026-11-24T08:00:59Z", tick=False):
        assert not limits.allow("a", rate_per_minute=1, burst=1)
    with time_machine.travel("2026-11-24T08:01Z", tick=False):
        assert limits.allow("a", rate_per_minute=1, burst=1)


@pytest.mark.django_db
def test_a_token_when_given_back() -> None:
    with time_machine.travel("2026-11-24T08:00Z", tick=False):
        for _n in range(10):
            assert limits.allow("a", rate_per_minute=1, burst=2)
            limits.give_back("a", burst=2)
        assert limits.left("a", rate_per_minute=1, burst=2) == 2
        limits.give_back("a", burst=2)
        assert limits.left("a", rate_per_minute=1, burst=2) == 2
        limits.give_back("unknown", burst=2)
        assert limits.left("unknown", rate_per_minute=1, burst=2) == 2


@pytest.mark.django_db
def test_checking_when_there_is_no_token() -> None:
    limits.check("a", rate_per_minute=4, burst=1)
    with pytest.raises(limits.SlowDown) as slowed:
        limits.check("a", rate_per_minute=4, burst=1)
    assert (slowed.value.status, slowed.value.code, slowed.value.facts["retry_after"]) == (429, "slow_down", 15)
    assert "Wait" in str(slowed.value)


@pytest.mark.django_db
@pytest.mark.parametrize(("rate", "burst"), [(1, 0), (0.001, 2), (0, 1)])
def test_a_bucket_when_it_would_never_be_full_again(rate: float, burst: int) -> None:
    with pytest.raises(ValueError, match="within a day"):
        limits.allow("a", rate_per_minute=rate, burst=burst)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["x" * 121, "a\0b"])
def test_a_bucket_when_its_name_is_what_people_typed(name: str) -> None:
    with pytest.raises(ValueError, match="digest"):
        limits.allow(name, rate_per_minute=1, burst=1)


@pytest.mark.django_db
def test_counting_when_a_scope_is_open() -> None:
    with scope.within(ANONYMOUS), pytest.raises(RuntimeError, match="before the scope"):
        limits.allow("a", rate_per_minute=1, burst=1)


@pytest.mark.parametrize("burst", [1, 7])
def test_a_bucket_when_twenty_threads_draw_at_once(committed: str, burst: int) -> None:
    at = clock.now()

    def draw(_n: int) -> bool:
        try:
            return limits.allow("race", rate_per_minute=1, burst=burst)
        finally:
            connection.close()

    with time_machine.travel(at, tick=False), ThreadPoolExecutor(20) as threads:
        won = list(threads.map(draw, range(200)))
    assert won.count(True) == burst
    assert Bucket.objects.get().tokens == pytest.approx(0)


def test_the_table_when_asked_whether_it_is_logged(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'accounts_bucket'")
        assert cursor.fetchone() == ("u",)


@pytest.mark.django_db
def test_sweeping_when_some_buckets_are_old() -> None:
    now = clock.now()
    Bucket.objects.create(key="old", tokens=0, at=now - dt.timedelta(days=3))
    Bucket.objects.create(key="new", tokens=0, at=now - dt.timedelta(hours=3))
    tasks.sweep_buckets.func(0)
    tasks.sweep_sessions.func(0)
    assert list(Bucket.objects.values_list("key", flat=True)) == ["new"]


def _request(rf: Any, peer: str, forwarded: str = "") -> Any:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return rf.get("/", REMOTE_ADDR=peer, headers=headers)


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("8.8.8.8", "", "8.8.8.8"),
        ("8.8.8.8", "1.1.1.1", "8.8.8.8"),
        ("10.0.0.1", "1.1.1.1, 9.9.9.9", "9.9.9.9"),
        ("10.0.0.1", "1.1.1.1, 9.9.9.9, 10.0.0.2", "9.9.9.9"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("", "", "unknown"),
        ("::ffff:8.8.8.8", "", "8.8.8.8"),
    ],
)
def test_an_address_when_behind_proxies(rf: Any, settings: Any, peer: str, forwarded: str, address: str) -> None:
    from majlis.accounts.addresses import address_of

    settings.TRUSTED_PROXIES = ["10.0.0.0/24"]
    assert address_of(_request(rf, peer, forwarded)) == address


def test_a_place_when_by_the_sixth_protocol(rf: Any) -> None:
    from majlis.accounts.addresses import network_of

    assert network_of(_request(rf, "2001:db8:1:2:3:4:5:6")) == "2001:db8:1:2::/64"
    assert network_of(_request(rf, "8.8.8.8")) == "8.8.8.8"


@pytest.mark.parametrize(("peer", "believed"), [("10.0.0.1", True), ("8.8.8.8", False), ("", False)])
def test_the_way_of_a_request_is_believed_from_proxies_alone(rf: Any, settings: Any, peer: str, believed: bool) -> None:
    from django.http import HttpResponse

    from majlis.accounts import addresses

    settings.TRUSTED_PROXIES = ["10.0.0.0/24"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    seen = []

    def view(request: Any) -> HttpResponse:
        seen.append(request.is_secure())
        return HttpResponse()

    addresses.believed(view)(rf.get("/", HTTP_X_FORWARDED_PROTO="https", REMOTE_ADDR=peer))
    assert seen == [believed]
