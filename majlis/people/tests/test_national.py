"""The national sign-in: what its answer proves, and whom it makes known."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import jwt
import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings as house

from majlis.core import clock, scope
from majlis.people import moves
from majlis.people.details import Claims
from majlis.people.identity import national, simulator, tokens
from majlis.people.identity.port import NotVerified
from majlis.people.models import Beneficiary, SignIn
from majlis.people.moves import identifying
from majlis.people.states import Level
from majlis.people.tests.builders import HOUSE, a_beneficiary
from majlis.people.tests.showing import SAMPLE, claims_now, later

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_the_house() -> Iterator[None]:
    with scope.within(HOUSE):
        yield


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
