"""The identity port: tokens that must not be believed, codes that must not be guessed, levels and outages."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings as house

from majlis.accounts.limits import SlowDown
from majlis.accounts.tests.builders import a_viewer
from majlis.core import clock, scope
from majlis.core.errors import Refused
from majlis.people import moves
from majlis.people.details import Claims
from majlis.people.identity import approval, codes, national, port, simulator, tokens
from majlis.people.identity.codes import Message, Outcome
from majlis.people.identity.port import NotVerified, ProviderDown
from majlis.people.models import Approval, Beneficiary, OneTimeCode, SignIn
from majlis.people.moves import identifying
from majlis.people.states import Channel, Level
from majlis.people.tests.builders import HOUSE, a_beneficiary, a_mobile
from tests.house.source import ROOT

pytestmark = pytest.mark.django_db
SAMPLE = simulator.SAMPLES[2]


@pytest.fixture(autouse=True)
def _as_the_house() -> Iterator[None]:
    with scope.within(HOUSE):
        yield


@pytest.fixture
def outbox() -> Iterator[list[Message]]:
    former = list(codes._senders)
    sent: list[Message] = []
    codes.register_sender(sent.append)
    yield sent
    codes._senders[:] = former


def later(**words: int) -> dt.datetime:
    return clock.now() + dt.timedelta(**words)


# ---- tokens --------------------------------------------------------------------------------------------------


def test_an_answer_of_the_authority_is_believed_when_everything_in_it_is_right() -> None:
    claims, nonce = national.provider().read(simulator.answer(SAMPLE, "n-1"))
    assert nonce == "n-1"
    assert (claims.kind, claims.number, claims.level) == ("resident", SAMPLE.number, Level.NATIONAL)
    assert claims.name.display == "محمد رفيق إسلام"
    assert claims.latin_name == SAMPLE.latin


def _ago(**words: int) -> int:
    return int((clock.now() - dt.timedelta(**words)).timestamp())


@pytest.mark.parametrize(
    ("instead", "code"),
    [
        ({"iss": "https://elsewhere.invalid"}, "issuer"),
        ({"iss": None}, "missing"),
        ({"aud": "https://another-client.invalid"}, "audience"),
        ({"aud": [house.ORIGIN, "https://another-client.invalid"]}, "audience"),
        ({"aud": None}, "missing"),
        ({"nonce": None}, "missing"),
        ({"nonce": ""}, "nonce"),
        ({"nonce": 7}, "nonce"),
        ({"sub": None}, "missing"),
        ({"sub": "2000000007"}, "subject"),
        ({"sub": "3000000006"}, "subject"),
        ({"sub": "' OR 1=1"}, "subject"),
        ({"exp": {"seconds": 31}}, "expired"),
        ({"exp": None}, "missing"),
        ({"exp": True}, "missing"),
        ({"exp": "soon"}, "missing"),
        ({"exp": 10**18}, "missing"),
        ({"iat": {"minutes": 11}}, "old"),
        ({"iat": {"minutes": -2}}, "early"),
        ({"nbf": {"minutes": -2}}, "early"),
        ({"given_name": "", "father_name": "", "grandfather_name": "", "name_en": ""}, "name"),
    ],
)
def test_an_answer_is_not_believed_when_one_thing_in_it_is_wrong(instead: dict[str, Any], code: str) -> None:
    said = {name: _ago(**value) if isinstance(value, dict) else value for name, value in instead.items()}
    with pytest.raises(NotVerified) as refused:
        national.provider().read(simulator.answer(SAMPLE, "n-1", **said))
    assert refused.value.code == code


def claims_now(**instead: Any) -> dict[str, Any]:
    answer = jwt.decode(simulator.answer(SAMPLE, "n-1"), options={"verify_signature": False})
    return answer | instead


def test_an_answer_signed_by_somebody_else_is_not_believed() -> None:
    forged = tokens.signed(claims_now(), key=Ed25519PrivateKey.generate(), algorithm="EdDSA", minutes=5)
    with pytest.raises(NotVerified, match="signature"):
        national.provider().read(forged)


def test_our_own_signed_request_is_no_answer() -> None:
    own = tokens.signed(claims_now(), key=simulator._key("client"), algorithm="EdDSA", minutes=5)
    with pytest.raises(NotVerified, match="signature"):
        national.provider().read(own)


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS256"])
def test_an_answer_in_another_algorithm_is_not_believed(algorithm: str) -> None:
    public = simulator._key("authority").public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    key: Any = {
        "none": None,
        "HS256": public,
        "RS256": rsa.generate_private_key(public_exponent=65537, key_size=2048),
    }[algorithm]
    with pytest.raises(NotVerified, match="signature"):
        national.provider().read(jwt.encode(claims_now(), key, algorithm=algorithm))


@pytest.mark.parametrize("change", ["head", "body", "signature", "cut", "empty", "words"])
def test_an_answer_that_was_touched_is_not_believed(change: str) -> None:
    head, body, signature = simulator.answer(SAMPLE, "n-1").split(".")
    other = jwt.encode(claims_now(sub=simulator.SAMPLES[0].number), "x" * 32, algorithm="HS256").split(".")
    touched = {
        "head": f"{other[0]}.{body}.{signature}",
        "body": f"{head}.{other[1]}.{signature}",
        "signature": f"{head}.{body}.{signature[::-1]}",
        "cut": f"{head}.{body}.",
        "empty": "",
        "words": "not a token at all",
    }[change]
    with pytest.raises(NotVerified, match="signature"):
        national.provider().read(touched)


def test_the_adapter_speaks_rs256_as_the_authority_does() -> None:
    own, theirs = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _key in range(2))
    adapter = national.National(
        authority="https://iam.example/authorize",
        own_key=own,
        own_algorithm="RS256",
        client="https://majlis.example",
        back="https://majlis.example/identity/back/",
        expected=tokens.Expected(theirs.public_key(), "RS256", "https://iam.example", "https://majlis.example"),
    )
    leaving = adapter.depart(onward="/x/", language="ur")
    request = re.search(r"request=([^&]+)", leaving.address)
    assert request
    asked = jwt.decode(request[1], own.public_key(), algorithms=["RS256"], audience="https://iam.example")
    assert (asked["nonce"], asked["state"], asked["ui_locales"]) == (leaving.nonce, leaving.nonce, "en")
    assert (asked["response_type"], asked["response_mode"]) == ("id_token", "form_post")
    said = claims_now(iss="https://iam.example", aud="https://majlis.example", nonce=leaving.nonce)
    _claims, nonce = adapter.read(tokens.signed(said, key=theirs, algorithm="RS256", minutes=5))
    assert nonce == leaving.nonce


def test_a_shared_secret_is_no_signature_whatever_the_settings_say() -> None:
    expected = tokens.Expected("x" * 40, "HS256", simulator.ISSUER, house.ORIGIN)
    with pytest.raises(NotVerified, match="algorithm"):
        tokens.believed(jwt.encode(claims_now(), "x" * 40, algorithm="HS256"), expected)


def test_a_birth_date_is_taken_in_the_calendar_in_which_the_authority_knows_it() -> None:
    hijri, _nonce = national.provider().read(simulator.answer(simulator.SAMPLES[0], "n"))
    gregorian, _nonce = national.provider().read(simulator.answer(SAMPLE, "n"))
    odd, _nonce = national.provider().read(simulator.answer(SAMPLE, "n", birthdate="1987-02-31"))
    assert hijri.birth is not None
    assert gregorian.birth is not None
    assert (hijri.birth.calendar, gregorian.birth.calendar, odd.birth) == ("hijri", "gregorian", None)


# ---- nonces --------------------------------------------------------------------------------------------------


def test_a_nonce_is_used_once() -> None:
    identifying.keep_sign_in("d", onward="/x/", minutes=10)
    assert identifying.use_nonce("d") is not None
    assert identifying.use_nonce("d") is None
    assert identifying.use_nonce("unknown") is None


def test_a_nonce_is_used_in_time() -> None:
    identifying.keep_sign_in("d", onward="", minutes=10)
    with time_machine.travel(later(minutes=11)):
        assert identifying.use_nonce("d") is None


def test_a_browser_arrives_once_and_only_after_the_answer() -> None:
    row = identifying.keep_sign_in("d", onward="/x/", minutes=10)
    assert identifying.arrive("d") is None
    identifying.use_nonce("d")
    assert identifying.arrive("d") is None
    person = a_beneficiary()
    identifying.settle_sign_in(row, person)
    arrived = identifying.arrive("d")
    assert arrived is not None
    assert (arrived.beneficiary_id, arrived.onward) == (person.pk, "/x/")
    assert identifying.arrive("d") is None


def test_the_nonce_itself_is_not_kept() -> None:
    leaving = national.provider().depart(onward="", language="ar")
    assert SignIn.objects.get().nonce == national.digest(leaving.nonce) != leaving.nonce


# ---- who it is -----------------------------------------------------------------------------------------------


def claims(number: str = SAMPLE.number, **words: Any) -> Claims:
    read, _nonce = national.provider().read(simulator.answer(simulator.sample(number), "n", **words))
    return read


def test_a_new_person_is_put_on_record_when_nobody_holds_the_number() -> None:
    person = moves.identified(claims())
    assert (person.identity_level, person.kind, person.given) == (Level.NATIONAL, "resident", "محمد")
    assert moves.identified(claims()).pk == person.pk
    assert Beneficiary.objects.filter(identity_number=SAMPLE.number).count() == 1


def test_the_holder_is_raised_when_an_officer_had_seen_his_card() -> None:
    holder = a_beneficiary(identity_number=SAMPLE.number, given="محمد", father="رفيق", family="", served_by="either")
    person = moves.identified(claims())
    kept = Beneficiary.objects.get(pk=holder.pk)
    assert (person.pk, kept.identity_level, kept.grandfather, kept.served_by) == (
        holder.pk,
        Level.NATIONAL,
        "إسلام",
        "either",
    )
    assert kept.name_key == "محمدرفيقاسلام"


def test_a_record_that_only_claims_the_number_stays_apart() -> None:
    claiming = a_beneficiary(identity_number=SAMPLE.number, identity_level=Level.NONE, identity_at=None)
    assert moves.identified(claims()).pk != claiming.pk


# ---- one-time codes ------------------------------------------------------------------------------------------


def wrong_for(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def test_a_code_is_right_once_in_digits_of_any_script(outbox: list[Message]) -> None:
    sent = codes.send(Channel.MOBILE, "0501234567", purpose="confirm", language="ur")
    (message,) = outbox
    assert (message.value, message.language, len(message.code)) == ("+966501234567", "ur", 6)
    typed = message.code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert codes.check(sent.handle, typed, purpose="confirm") is Outcome.RIGHT
    assert codes.check(sent.handle, message.code, purpose="confirm") is Outcome.SPENT


def test_a_code_is_tried_five_times_and_not_once_more(outbox: list[Message]) -> None:
    sent = codes.send(Channel.MOBILE, a_mobile(), purpose="confirm")
    wrong = wrong_for(outbox[0].code)
    answers = [codes.check(sent.handle, wrong, purpose="confirm") for _try in range(5)]
    assert answers == [Outcome.WRONG] * 4 + [Outcome.SPENT]
    assert codes.check(sent.handle, outbox[0].code, purpose="confirm") is Outcome.SPENT


def test_a_code_holds_five_minutes(outbox: list[Message]) -> None:
    sent = codes.send(Channel.MOBILE, a_mobile(), purpose="confirm")
    with time_machine.travel(later(minutes=5, seconds=1)):
        assert codes.check(sent.handle, outbox[0].code, purpose="confirm") is Outcome.SPENT


def test_a_code_opens_only_what_it_was_sent_for(outbox: list[Message]) -> None:
    sent = codes.send(Channel.MOBILE, a_mobile(), purpose="status:1")
    assert codes.check(sent.handle, outbox[0].code, purpose="status:2") is Outcome.SPENT
    assert codes.check("another handle", outbox[0].code, purpose="status:1") is Outcome.SPENT
    assert codes.check(sent.handle, outbox[0].code, purpose="status:1") is Outcome.RIGHT


def test_a_former_code_ends_when_a_new_one_goes_out(outbox: list[Message]) -> None:
    mobile = a_mobile()
    first = codes.send(Channel.MOBILE, mobile, purpose="confirm")
    codes.send(Channel.MOBILE, mobile, purpose="confirm")
    assert codes.check(first.handle, outbox[0].code, purpose="confirm") is Outcome.SPENT


def test_five_codes_an_hour_go_to_one_address(outbox: list[Message]) -> None:
    mobile = a_mobile()
    for number in range(5):
        codes.send(Channel.MOBILE, mobile, purpose=f"confirm:{number}")
    with pytest.raises(SlowDown):
        codes.send(Channel.MOBILE, mobile, purpose="confirm")
    assert len(outbox) == 5
    with time_machine.travel(later(minutes=61)):
        codes.send(Channel.MOBILE, mobile, purpose="confirm")


def test_ten_thousand_guesses_find_no_code(outbox: list[Message]) -> None:
    mobile, tried = a_mobile(), 0
    for number in range(5):
        sent = codes.send(Channel.MOBILE, mobile, purpose=f"confirm:{number}")
        for guess in range(2000):
            typed = f"{guess:06}" if f"{guess:06}" != outbox[-1].code else "999999"
            outcome = codes.check(sent.handle, typed, purpose=f"confirm:{number}")
            assert outcome is not Outcome.RIGHT
            tried += outcome is Outcome.WRONG
            if outcome is Outcome.SPENT:
                break
        assert codes.check(sent.handle, outbox[-1].code, purpose=f"confirm:{number}") is Outcome.SPENT
    assert tried == 20
    with pytest.raises(SlowDown):
        codes.send(Channel.MOBILE, mobile, purpose="confirm")


def test_neither_code_nor_address_is_kept(outbox: list[Message]) -> None:
    mobile = a_mobile()
    sent = codes.send(Channel.MOBILE, mobile, purpose="confirm")
    kept = str(OneTimeCode.objects.values().get())
    assert not any(secret in kept for secret in (outbox[0].code, mobile, sent.handle))


@pytest.mark.parametrize(("channel", "value"), [("letter", "Riyadh"), ("landline", "0112345678")])
def test_a_code_does_not_go_where_it_cannot_be_carried(outbox: list[Message], channel: str, value: str) -> None:
    with pytest.raises(Refused) as refused:
        codes.send(channel, value, purpose="confirm")
    assert refused.value.code == "no_carrier"


def test_a_contact_point_is_asked_in_its_language(outbox: list[Message]) -> None:
    point = a_beneficiary(language="bn").points.get()
    codes.send_to(point, purpose="confirm")
    assert (outbox[0].language, outbox[0].value) == ("bn", point.value)


# ---- approval number -----------------------------------------------------------------------------------------


def test_a_person_is_known_when_he_picked_the_number_in_the_app() -> None:
    asked = approval.provider().ask("resident", SAMPLE.number)
    assert approval.provider().answer(asked.handle) is None
    waits = approval.waiting(SAMPLE.number)
    assert waits is not None
    row, choices = waits
    assert asked.shown in choices
    assert len(set(choices)) == 3
    assert approval.pick(row, asked.shown)
    said = approval.provider().answer(asked.handle)
    assert said is not None
    assert moves.identified(said).identity_level == Level.NATIONAL
    assert approval.provider().answer(asked.handle) is None


def test_nobody_is_known_when_another_number_was_picked() -> None:
    asked = approval.provider().ask("resident", SAMPLE.number)
    row, choices = approval.waiting(SAMPLE.number) or (None, [])
    assert row is not None
    approval.pick(row, next(choice for choice in choices if choice != asked.shown))
    assert not approval.pick(row, asked.shown)
    with pytest.raises(NotVerified, match="declined"):
        approval.provider().answer(asked.handle)


def test_an_approval_is_given_within_two_minutes() -> None:
    asked = approval.provider().ask("resident", SAMPLE.number)
    row = Approval.objects.get()
    with time_machine.travel(later(minutes=3)):
        assert approval.waiting(SAMPLE.number) is None
        assert not approval.pick(row, asked.shown)
        assert approval.provider().answer(asked.handle) is None


# ---- outages -------------------------------------------------------------------------------------------------


def names_offered() -> list[str]:
    return [offer.name for offer in port.offered()]


def test_lower_levels_stay_when_the_national_service_is_down() -> None:
    officer = a_viewer("duty_officer")
    assert port.highest_level_offered() is Level.NATIONAL
    for provider in ("national", "approval", "national"):
        moves.declare_down(provider, by=officer)
    assert names_offered() == ["desk", "code", "none"]
    assert port.highest_level_offered() is Level.CODE
    for ask in (lambda: approval.provider().ask("resident", SAMPLE.number), lambda: approval.provider().answer("h")):
        with pytest.raises(ProviderDown):
            ask()
    moves.declare_up("national", by=officer)
    assert names_offered() == ["national", "desk", "code", "none"]


def test_whoever_does_not_run_it_switches_nothing_off() -> None:
    with pytest.raises(Refused):
        moves.declare_down("national", by=a_viewer("reception_officer"))
    assert "national" in names_offered()


@pytest.mark.parametrize("variable", ["MAJLIS_IDENTITY_NATIONAL", "MAJLIS_IDENTITY_APPROVAL"])
def test_production_refuses_the_simulator(variable: str) -> None:
    environment = {
        "MAJLIS_MODE": "production",
        "MAJLIS_SECRET_KEY": "k" * 50,
        "MAJLIS_HOSTS": "majlis.example",
        "MAJLIS_ORIGIN": "https://majlis.example",
        "DATABASE_URL": "postgresql://a:b@localhost/c",
        "DATABASE_OWNER_URL": "postgresql://a:b@localhost/c",
        "DJANGO_SETTINGS_MODULE": "majlis.config.settings",
        "PYTHONPATH": str(ROOT),
        variable: "simulator",
    }
    command = [sys.executable, "-c", "from django.conf import settings; settings.DEBUG"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert variable in done.stderr
    assert "must not name the simulator" in done.stderr


def test_the_adapter_that_the_settings_name_is_used(settings: Any, tmp_path: Path) -> None:
    own, theirs = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _key in range(2))
    (tmp_path / "own.pem").write_bytes(own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (tmp_path / "theirs.pem").write_bytes(
        theirs.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    settings.IDENTITY_NATIONAL, settings.IDENTITY_APPROVAL = "redirect", ""
    settings.IDENTITY_ADDRESS, settings.IDENTITY_ISSUER = "https://iam.example/authorize", "https://iam.example"
    settings.IDENTITY_CLIENT, settings.IDENTITY_ALGORITHM = "https://majlis.example", "RS256"
    settings.IDENTITY_OWN_KEY, settings.IDENTITY_AUTHORITY_KEY = tmp_path / "own.pem", tmp_path / "theirs.pem"
    national._configured.cache_clear()
    assert national.provider().depart(onward="", language="ar").address.startswith("https://iam.example/authorize?")
    said = claims_now(iss="https://iam.example", aud="https://majlis.example")
    assert national.provider().read(tokens.signed(said, key=theirs, algorithm="RS256", minutes=5))[1] == "n-1"
    settings.IDENTITY_NATIONAL = ""
    with pytest.raises(NotVerified, match="off"):
        national.provider()
    with pytest.raises(ProviderDown):
        approval.provider()


# ---- sweeping ------------------------------------------------------------------------------------------------


def test_what_the_port_kept_is_swept_after_a_day(outbox: list[Message]) -> None:
    national.provider().depart(onward="", language="ar")
    codes.send(Channel.MOBILE, a_mobile(), purpose="confirm")
    approval.provider().ask("resident", SAMPLE.number)
    with time_machine.travel(later(hours=23)):
        assert identifying.sweep() == 0
    with time_machine.travel(later(hours=25)):
        assert identifying.sweep() == 3
