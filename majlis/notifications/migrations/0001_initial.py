"""Notices, their deliveries, the words of the ministry, and the calls that a person makes."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import majlis.core.clock


class Migration(migrations.Migration):
    """The tables of this room."""

    initial = True

    dependencies = [
        ("core", "0001_scope"),
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=64)),
                ("key", models.CharField(max_length=160, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("to_kind", models.CharField(max_length=12)),
                ("to_id", models.BigIntegerField()),
                ("to", models.JSONField()),
                ("facts", models.JSONField(default=dict)),
                ("about_kind", models.CharField(max_length=32)),
                ("about_id", models.BigIntegerField()),
                ("case_id", models.BigIntegerField(null=True)),
                ("urgent", models.BooleanField(default=False)),
                ("women_only", models.BooleanField(default=False)),
                (
                    "barred",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("not_after", models.DateTimeField(null=True)),
                ("event_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=majlis.core.clock.now)),
                ("begun_at", models.DateTimeField(null=True)),
                ("step", models.PositiveSmallIntegerField(default=0)),
                ("until", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                ("told_how", models.CharField(blank=True, max_length=16)),
                ("recalled_at", models.DateTimeField(null=True)),
                ("kept_at", models.DateTimeField(null=True)),
                ("unreached_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["about_kind", "about_id"], name="notices_about"),
                    models.Index(fields=["case_id", "-created_at"], name="notices_of_a_case"),
                    models.Index(fields=["to_kind", "to_id", "-created_at"], name="notices_to"),
                    models.Index(
                        condition=models.Q(("begun_at", None)), fields=["created_at"], name="notices_not_begun"
                    ),
                    models.Index(
                        condition=models.Q(("recalled_at", None), ("told_at", None), ("until__isnull", False)),
                        fields=["until"],
                        name="notices_climbing",
                    ),
                    models.Index(
                        condition=models.Q(("recalled_at", None), ("told_at", None), ("unreached_at__isnull", False)),
                        fields=["unreached_at"],
                        name="notices_unreached",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("to_kind__in", ["beneficiary", "staff", "contact", "duty"])),
                        name="notices_known_addressee",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("told_at", None), ("told_how", "")),
                            models.Q(("told_at__isnull", False), models.Q(("told_how", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="notices_told_somehow",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(max_length=16)),
                ("address", models.CharField(max_length=320)),
                ("alone", models.BooleanField(default=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting to be sent"),
                            ("sending", "being sent"),
                            ("unknown", "not known whether it left"),
                            ("sent", "sent"),
                            ("told", "reached the person"),
                            ("failed_temporary", "will be tried again"),
                            ("failed", "could not be delivered"),
                            ("recalled", "taken back"),
                            ("expired", "too late to be of use"),
                        ],
                        default="waiting",
                        max_length=16,
                    ),
                ),
                ("step", models.PositiveSmallIntegerField(default=0)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField(null=True)),
                ("sending_since", models.DateTimeField(null=True)),
                ("reference", models.CharField(max_length=200, null=True)),
                ("receipt", models.JSONField(default=dict)),
                ("failure", models.CharField(blank=True, max_length=200)),
                ("words_version", models.PositiveIntegerField(null=True)),
                ("created_at", models.DateTimeField(default=majlis.core.clock.now)),
                ("sent_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="notifications.notice",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Template",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=64)),
                ("channel", models.CharField(max_length=16)),
                ("language", models.CharField(max_length=10)),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("body", models.TextField(max_length=6000)),
                ("version", models.PositiveIntegerField()),
                ("edited_at", models.DateTimeField(default=majlis.core.clock.now)),
                (
                    "edited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CallTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case_id", models.BigIntegerField(null=True)),
                ("name", models.CharField(blank=True, max_length=150)),
                ("phone", models.CharField(max_length=16)),
                ("language", models.CharField(max_length=10)),
                ("script", models.TextField()),
                ("neutral", models.BooleanField(default=False)),
                ("urgent", models.BooleanField(default=False)),
                ("women_only", models.BooleanField(default=False)),
                (
                    "barred",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "to be made"),
                            ("claimed", "being made"),
                            ("done", "made"),
                            ("dropped", "no longer needed"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("not_before", models.DateTimeField(default=majlis.core.clock.now)),
                ("not_after", models.DateTimeField(null=True)),
                ("claimed_at", models.DateTimeField(null=True)),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("told", "Told, in person"),
                            ("no_answer", "No answer"),
                            ("wrong_number", "Wrong number"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Nothing to add"),
                            ("asks_back", "Asks to be rung by the officer"),
                            ("other_time", "Asks to be rung at another time"),
                            ("other_language", "Speaks another language"),
                            ("not_well", "Ill or travelling"),
                            ("switched_off", "Telephone switched off"),
                        ],
                        max_length=16,
                    ),
                ),
                ("done_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=majlis.core.clock.now)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "claimed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "delivery",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="call", to="notifications.delivery"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["open", "claimed"])), fields=["not_before"], name="calls_open"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "claimed", "done", "dropped"]),
                            ("result__in", ["", "told", "no_answer", "wrong_number"]),
                        ),
                        name="calls_known_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("claimed_by__isnull", False), ("state", "claimed")),
                            models.Q(("state", "claimed"), _negated=True),
                            _connector="OR",
                        ),
                        name="calls_claimed_by_one",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state__in", ["waiting", "failed_temporary"])),
                fields=["next_try_at"],
                name="deliveries_due",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "sending")), fields=["sending_since"], name="deliveries_sending"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                fields=("notice", "channel", "address"), name="deliveries_once_an_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reference__isnull", False)),
                fields=("channel", "reference"),
                name="deliveries_one_reference",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "waiting",
                            "sending",
                            "unknown",
                            "sent",
                            "told",
                            "failed_temporary",
                            "failed",
                            "recalled",
                            "expired",
                        ],
                    )
                ),
                name="deliveries_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="template",
            constraint=models.UniqueConstraint(
                fields=("kind", "channel", "language", "version"), name="templates_one_of_each_version"
            ),
        ),
    ]
