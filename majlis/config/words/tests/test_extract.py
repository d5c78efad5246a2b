"""What is found in sources, as Django itself will ask for it."""

from __future__ import annotations

import textwrap

from majlis.config.words.extract import Word, from_python, from_template


def python(text: str) -> list[Word | int]:
    return list(from_python(textwrap.dedent(text)))


def template(text: str) -> list[tuple[str, str, str]]:
    return [(word.id, word.plural, word.context) for word in from_template(textwrap.dedent(text))]


def test_python_when_functions_have_other_names() -> None:
    found = python("""
        from django.utils.translation import gettext_lazy as _, ngettext_lazy as many, pgettext
        from django.utils import translation
        A = _("One " "sentence")
        B = many("%(n)d day", "%(n)d days", "n")
        C = pgettext("month", "May")
        D = translation.gettext("Late")
        """)
    assert [(word.id, word.plural, word.context) for word in found if isinstance(word, Word)] == [
        ("One sentence", "", ""),
        ("%(n)d day", "%(n)d days", ""),
        ("May", "", "month"),
        ("Late", "", ""),
    ]


def test_python_when_a_function_is_not_django_s() -> None:
    assert python("def _(x): ...\n_('Not ours')") == []


def test_python_when_the_sentence_is_not_written_out() -> None:
    assert python("from django.utils.translation import gettext as _\nx = _(name)\ny = _(f'a {x}')") == [2, 3]


def test_template_when_tags_are_plain() -> None:
    text = """{% translate "Save 100%" %}
        {% translate "May" context "month" %} {% translate 'Go' as go %}
        {{ _("Inside")|upper }} {{ name|default:_("Nobody") }}
        {% field label=_("Your name") hint=_('As on the card') %}
        """
    assert template(text) == [
        ("Save 100%%", "", ""),
        ("May", "", "month"),
        ("Go", "", ""),
        ("Inside", "", ""),
        ("Nobody", "", ""),
        ("Your name", "", ""),
        ("As on the card", "", ""),
    ]


def test_template_when_a_block_is_trimmed_has_a_plural_and_a_context() -> None:
    text = """
            <p>
          {% blocktranslate trimmed count days=left context "term" %}
             One day
             is left, {{ who }}.
          {% plural %}
            {{ days }} days
            are left, {{ who }}.
          {% endblocktranslate %}
        </p>
        """
    assert template(text) == [("One day is left, %(who)s.", "%(days)s days are left, %(who)s.", "term")]


def test_template_when_a_block_is_not_trimmed() -> None:
    assert template("{% blocktranslate %}\n  a\n{% endblocktranslate %}") == [("\n  a\n", "", "")]


def test_template_when_it_holds_arabic_quotes_and_comments() -> None:
    text = """<p title="it's">مرحبا 'x</p>{# _("never") #}{% comment %}{% translate "never" %}{% endcomment %}
    {% translate "Here" %}"""
    assert template(text) == [("Here", "", "")]
