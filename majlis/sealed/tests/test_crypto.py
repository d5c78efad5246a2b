"""The locks: what opens, for whom, and what does not."""

from __future__ import annotations

import dataclasses
import json

import pytest
from nacl.exceptions import CryptoError
from nacl.utils import random

from majlis.core.secrets import fold_words, word_list
from majlis.sealed.crypto import codes, pairs, parts, shares
from majlis.sealed.crypto.pairs import Vouched
from majlis.sealed.tests.builders import Holder, opened


def test_words_open_with_their_key_and_label_only() -> None:
    key = parts.new_key()
    closed = parts.words_part(7, key, words="قنبلة", name="سعد", channel="portal")
    told = json.loads(opened(closed, key, "7:words", parts.WORDS_STEP))
    assert told == {"words": "قنبلة", "name": "سعد", "channel": "portal"}
    for wrong_key, label in ((parts.new_key(), "7:words"), (key, "8:words"), (key, "7:paper:1")):
        with pytest.raises(CryptoError):
            opened(closed, wrong_key, label, parts.WORDS_STEP)


def test_length_is_padded_when_words_differ() -> None:
    key = parts.new_key()
    lengths = {len(parts.words_part(7, key, words="a" * n, name="", channel="portal")) for n in (1, 40, 900)}
    assert len(lengths) == 1


def test_paper_hides_its_name_and_type_inside() -> None:
    key = parts.new_key()
    closed = parts.paper_part(7, 1, key, parts.Given("مخطط.jpg", "image/jpeg", b"\xff\xd8content"))
    whole = opened(closed, key, "7:paper:1", parts.PAPER_STEP)
    size = int.from_bytes(whole[:4], "big")
    assert json.loads(whole[4 : 4 + size]) == {"name": "مخطط.jpg", "type": "image/jpeg"}
    assert whole[4 + size :] == b"\xff\xd8content"


def test_key_opens_for_its_holder_only() -> None:
    officer, other, key = Holder(random(32)), Holder(random(32)), parts.new_key()
    sealed = parts.wrapped(key, officer.publics.box)
    assert officer.unwrap(sealed) == key
    with pytest.raises(CryptoError):
        other.unwrap(sealed)


@pytest.mark.parametrize(("one", "other"), [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)])
def test_any_two_shares_give_the_seed_back(one: int, other: int) -> None:
    seed = random(32)
    made = shares.split(seed)
    assert shares.joined(made[one], made[other]) == seed


def test_one_share_twice_is_refused_and_tells_nothing() -> None:
    seed = random(32)
    made = shares.split(seed)
    with pytest.raises(ValueError, match="two different"):
        shares.joined(made[0], made[0])
    for share in made:
        pieces = list(share.pieces.values())
        assert seed not in pieces
        assert bytes(a ^ b for a, b in zip(*pieces, strict=True)) != seed


def test_shares_of_two_ceremonies_do_not_mix() -> None:
    seed = random(32)
    assert shares.joined(shares.split(seed)[0], shares.split(seed)[1]) != seed


def test_share_survives_its_file() -> None:
    share = shares.split(random(32))[1]
    data = json.loads(json.dumps(share.as_data("ab")))
    assert shares.Share.from_data(data) == share
    with pytest.raises(ValueError, match="no share"):
        shares.Share.from_data({"majlis": "key.1"})


def test_code_is_seven_words_of_the_language_and_follows_from_the_form() -> None:
    for language in ("ar", "en"):
        key = codes.new_form_key(language)
        code = codes.code_of(key)
        assert code == codes.code_of(key)
        assert len(code.split()) == 7
        assert set(code.split()) <= set(word_list(language))
        assert codes.code_of(codes.new_form_key(language)) != code


@pytest.mark.parametrize(
    "text", ["", "ar.", "fr." + "0" * 40, "ar." + "0" * 39, "ar." + "g" * 40, "ar." + "0" * 40 + "\n"]
)
def test_made_up_form_key_is_refused(text: str) -> None:
    assert not codes.is_form_key(text)
    with pytest.raises(ValueError, match="not the key"):
        codes.code_of(text)


def test_answer_lock_follows_from_the_folded_words() -> None:
    code, salt = codes.code_of(codes.new_form_key("en")), codes.new_salt()
    same = f"  {code.upper()} ".replace(" ", "  ")
    assert fold_words(same) == fold_words(code)
    assert codes.seed_of(same, salt) == codes.seed_of(code, salt)
    assert codes.seed_of(code, codes.new_salt()) != codes.seed_of(code, salt)


def test_mark_tells_the_same_words_and_needs_the_code() -> None:
    seed = random(32)
    assert codes.mark_of(seed, b"a", b"b") == codes.mark_of(seed, b"a", b"b")
    assert codes.mark_of(seed, b"a", b"b") != codes.mark_of(seed, b"ab", b"")
    assert codes.mark_of(random(32), b"a", b"b") != codes.mark_of(seed, b"a", b"b")


def _chain() -> tuple[pairs.Publics, dict[int, Vouched]]:
    root, first, second = (Holder(random(32)) for _n in range(3))
    one = Vouched(11, first.publics, None, root.sign(root.publics, 11, first.publics))
    two = Vouched(12, second.publics, 1, first.sign(root.publics, 12, second.publics))
    return root.publics, {1: one, 2: two}


def test_key_counts_when_signatures_lead_to_the_root() -> None:
    root, keys = _chain()
    assert pairs.counts(root, keys, 1)
    assert pairs.counts(root, keys, 2)


def test_key_does_not_count_when_anything_was_changed() -> None:
    root, keys = _chain()
    stranger = Holder(random(32))
    wrong = {
        "another root": (stranger.publics, keys, 1),
        "another officer": (root, {1: dataclasses.replace(keys[1], staff=99)}, 1),
        "another key": (root, {1: dataclasses.replace(keys[1], publics=stranger.publics)}, 1),
        "no signature": (root, {1: dataclasses.replace(keys[1], signature=b"")}, 1),
        "voucher gone": (root, {2: keys[2]}, 2),
        "signed by himself": (
            root,
            {3: Vouched(13, stranger.publics, 3, stranger.sign(root, 13, stranger.publics))},
            3,
        ),
        "root's place taken": (
            root,
            {3: Vouched(13, stranger.publics, None, stranger.sign(root, 13, stranger.publics))},
            3,
        ),
        "unknown": (root, keys, 77),
    }
    for name, (by, links, wanted) in wrong.items():
        assert not pairs.counts(by, links, wanted), name
