"""Beneficiaries, the ways to reach them, who acts for them, merges, and the rows of the identity port."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

import majlis.core.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [("core", "0001_scope")]

    operations = [
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("handle", models.CharField(max_length=64, unique=True)),
                (
                    "identity_kind",
                    models.CharField(
                        choices=[
                            ("national", "National ID"),
                            ("resident", "Resident ID (iqama)"),
                            ("gcc", "ID of a Gulf state"),
                            ("border", "Border number"),
                            ("passport", "Passport"),
                            ("none", "No paper at hand"),
                        ],
                        max_length=10,
                    ),
                ),
                ("identity_number", models.CharField(db_index=True, max_length=20)),
                ("shown", models.CharField(max_length=2)),
                ("answer", models.CharField(blank=True, max_length=8)),
                ("asked_at", models.DateTimeField(default=majlis.core.clock.now)),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("used_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="OneTimeCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("handle", models.CharField(max_length=64, unique=True)),
                ("purpose", models.CharField(max_length=60)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("mobile", "Mobile"),
                            ("landline", "Landline"),
                            ("email", "E-mail"),
                            ("whatsapp", "WhatsApp"),
                            ("telegram", "Telegram"),
                            ("letter", "Letter"),
                        ],
                        max_length=10,
                    ),
                ),
                ("address", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=120)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(default=majlis.core.clock.now)),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("used_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Beneficiary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("citizen", "Citizen"),
                            ("resident", "Resident"),
                            ("gcc", "GCC national"),
                            ("visitor", "Visitor"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="Kind",
                    ),
                ),
                ("given", models.CharField(blank=True, max_length=150, verbose_name="Given name")),
                ("father", models.CharField(blank=True, max_length=150, verbose_name="Father's name")),
                ("grandfather", models.CharField(blank=True, max_length=150, verbose_name="Grandfather's name")),
                ("family", models.CharField(blank=True, max_length=150, verbose_name="Family name")),
                ("free_name", models.CharField(blank=True, max_length=150, verbose_name="Whole name")),
                ("latin_name", models.CharField(blank=True, max_length=150, verbose_name="Name in Latin letters")),
                ("name_key", models.CharField(editable=False, max_length=300)),
                ("latin_key", models.CharField(blank=True, editable=False, max_length=300)),
                ("name_sorted", models.CharField(editable=False, max_length=300)),
                (
                    "identity_kind",
                    models.CharField(
                        choices=[
                            ("national", "National ID"),
                            ("resident", "Resident ID (iqama)"),
                            ("gcc", "ID of a Gulf state"),
                            ("border", "Border number"),
                            ("passport", "Passport"),
                            ("none", "No paper at hand"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="Identity paper",
                    ),
                ),
                ("identity_number", models.CharField(blank=True, max_length=20, verbose_name="Its number")),
                ("identity_country", models.CharField(blank=True, max_length=2, verbose_name="Country that issued it")),
                (
                    "identity_level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Not verified"),
                            (1, "By a code sent to the person"),
                            (2, "Seen by an officer"),
                            (3, "By the national sign-in"),
                        ],
                        default=0,
                        verbose_name="Verified",
                    ),
                ),
                ("identity_at", models.DateTimeField(blank=True, null=True)),
                ("nationality", models.CharField(blank=True, max_length=2, verbose_name="Nationality")),
                (
                    "birth_calendar",
                    models.CharField(
                        blank=True,
                        choices=[("hijri", "Hijri"), ("gregorian", "Gregorian")],
                        max_length=9,
                        verbose_name="Calendar",
                    ),
                ),
                ("birth_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Year of birth")),
                ("birth_month", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Month of birth")),
                ("birth_day", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Day of birth")),
                ("born_from", models.DateField(editable=False, null=True)),
                ("born_until", models.DateField(editable=False, null=True)),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("", "Not stated"), ("woman", "Woman"), ("man", "Man")],
                        max_length=5,
                        verbose_name="Woman or man, as stated",
                    ),
                ),
                (
                    "served_by",
                    models.CharField(
                        blank=True,
                        choices=[("", "Not asked"), ("women_only", "Women only"), ("either", "Women or men")],
                        max_length=10,
                        verbose_name="Served by",
                    ),
                ),
                ("language", models.CharField(default="ar", max_length=5, verbose_name="Language")),
                ("interpreter", models.BooleanField(default=False, verbose_name="Needs an interpreter")),
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("deaf", "Deaf: never rung"),
                                ("wheelchair", "Uses a wheelchair"),
                                ("infirm", "Served where he sits"),
                                ("blind", "Cannot see print"),
                                ("cannot_read", "Does not read"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("never_contact", models.BooleanField(default=False, verbose_name="Never contact me: I will ask")),
                ("created_at", models.DateTimeField(default=majlis.core.clock.now, editable=False)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="people.beneficiary",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ContactPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("mobile", "Mobile"),
                            ("landline", "Landline"),
                            ("email", "E-mail"),
                            ("whatsapp", "WhatsApp"),
                            ("telegram", "Telegram"),
                            ("letter", "Letter"),
                        ],
                        max_length=10,
                        verbose_name="Channel",
                    ),
                ),
                ("value", models.CharField(max_length=320, verbose_name="Number or address")),
                (
                    "whose",
                    models.CharField(
                        choices=[
                            ("mine", "Mine alone"),
                            ("shared", "Shared with others"),
                            ("anothers", "Another person's"),
                        ],
                        max_length=8,
                        verbose_name="Whose it is",
                    ),
                ),
                ("hours_from", models.TimeField(blank=True, null=True, verbose_name="From")),
                ("hours_until", models.TimeField(blank=True, null=True, verbose_name="Until")),
                ("language", models.CharField(blank=True, max_length=5, verbose_name="Language")),
                ("never", models.BooleanField(default=False, verbose_name="Never use it")),
                ("rank", models.PositiveSmallIntegerField(default=0)),
                (
                    "verified_level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Not verified"),
                            (1, "By a code sent to the person"),
                            (2, "Seen by an officer"),
                            (3, "By the national sign-in"),
                        ],
                        default=0,
                    ),
                ),
                ("verified_at", models.DateTimeField(blank=True, null=True)),
                ("bad_since", models.DateTimeField(blank=True, null=True)),
                (
                    "bad_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("undelivered", "Messages do not arrive"),
                            ("no_such", "No such number or address"),
                            ("stranger", "It reaches someone else"),
                            ("refused", "The holder wants no messages"),
                        ],
                        max_length=12,
                    ),
                ),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(default=majlis.core.clock.now, editable=False)),
                (
                    "beneficiary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="points", to="people.beneficiary"
                    ),
                ),
            ],
            options={
                "ordering": ["rank", "id"],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("same_identity", "The same identity number, seen on the card"),
                            ("said_so", "The person said so, and details agree"),
                            ("twice_entered", "Entered twice by mistake"),
                        ],
                        max_length=14,
                    ),
                ),
                ("at", models.DateTimeField(default=majlis.core.clock.now)),
                ("by", models.CharField(max_length=40)),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                ("points", models.JSONField(default=dict)),
                ("moved", models.JSONField(default=dict)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by", models.CharField(blank=True, max_length=40)),
                (
                    "drop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merged_by", to="people.beneficiary"
                    ),
                ),
                (
                    "keep",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="people.beneficiary"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Outage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "provider",
                    models.CharField(choices=[("national", "national"), ("approval", "approval")], max_length=12),
                ),
                ("began_at", models.DateTimeField(default=majlis.core.clock.now)),
                ("began_by", models.CharField(max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("provider",),
                        name="people_one_outage_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Representation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("agent", "Agent"),
                            ("guardian", "Guardian"),
                            ("relative_of_prisoner", "Relative of a prisoner"),
                            ("relative_of_patient", "Relative of a patient"),
                            ("relative_of_missing", "Relative of a missing person"),
                            ("relative_of_dead", "Relative of a dead person"),
                            ("blood_heir", "Blood heir"),
                            ("prison_officer", "Prison officer who passes a petition on"),
                            ("lawyer", "Lawyer"),
                            ("delegate", "Delegate of a group"),
                        ],
                        max_length=22,
                        verbose_name="Standing",
                    ),
                ),
                (
                    "acts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("file", "Put a request"),
                                ("read", "Read the case"),
                                ("answer", "Hand in papers"),
                                ("appointment", "Arrange the appointment"),
                                ("attend", "Attend"),
                                ("withdraw", "Withdraw or object"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "proof_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "None"),
                            ("word", "The person's own word"),
                            ("power_of_attorney", "Power of attorney"),
                            ("lawyer_licence", "Lawyer's licence with a power of attorney"),
                            ("guardianship", "Guardianship deed or family register"),
                            ("heirs_deed", "Deed that names the heirs"),
                            ("family_paper", "Family register or a paper of kinship"),
                            ("service_card", "Service card or the prison's letter"),
                            ("signed_list", "List signed by the group"),
                        ],
                        max_length=18,
                        verbose_name="Proof",
                    ),
                ),
                ("proof_note", models.CharField(blank=True, max_length=200, verbose_name="Where the proof is found")),
                ("proof_seen_at", models.DateTimeField(blank=True, null=True)),
                ("since", models.DateField(default=majlis.core.clock.today, verbose_name="From")),
                ("until", models.DateField(blank=True, null=True, verbose_name="Until")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(default=majlis.core.clock.now, editable=False)),
                (
                    "principal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="represented_by",
                        to="people.beneficiary",
                    ),
                ),
                (
                    "representative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="represents", to="people.beneficiary"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nonce", models.CharField(max_length=64, unique=True)),
                ("onward", models.CharField(blank=True, max_length=300)),
                ("began_at", models.DateTimeField(default=majlis.core.clock.now)),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("used_at", models.DateTimeField(null=True)),
                ("arrived_at", models.DateTimeField(null=True)),
                (
                    "beneficiary",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.beneficiary",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="beneficiary",
            index=models.Index(
                condition=models.Q(("identity_number", ""), _negated=True),
                fields=["identity_number"],
                name="people_identity",
            ),
        ),
        migrations.AddIndex(
            model_name="beneficiary",
            index=models.Index(fields=["name_sorted", "id"], name="people_sorted"),
        ),
        migrations.AddIndex(
            model_name="beneficiary",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["name_key"], name="people_name_like", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="beneficiary",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("latin_key", ""), _negated=True),
                fields=["latin_key"],
                name="people_latin_like",
                opclasses=["gin_trgm_ops"],
            ),
        ),
        migrations.AddConstraint(
            model_name="beneficiary",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("identity_level__gte", 2),
                    ("merged_into__isnull", True),
                    models.Q(("identity_kind", "none"), _negated=True),
                ),
                fields=("identity_kind", "identity_country", "identity_number"),
                name="people_one_holder_of_a_verified_identity",
            ),
        ),
        migrations.AddConstraint(
            model_name="beneficiary",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["citizen", "resident", "gcc", "visitor", "unknown"]),
                    ("served_by__in", ["", "women_only", "either"]),
                    ("sex__in", ["", "woman", "man"]),
                ),
                name="people_known_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="beneficiary",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("identity_kind", "none"), ("identity_level", 0), ("identity_number", "")),
                    models.Q(
                        models.Q(("identity_kind", "none"), _negated=True),
                        models.Q(("identity_number", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="people_identity_whole_or_none",
            ),
        ),
        migrations.AddConstraint(
            model_name="beneficiary",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("birth_calendar", ""), ("birth_year__isnull", True)),
                    models.Q(
                        ("birth_calendar__in", ["hijri", "gregorian"]),
                        ("birth_month__isnull", False),
                        ("birth_year__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="people_birth_whole_or_none",
            ),
        ),
        migrations.AddConstraint(
            model_name="beneficiary",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="people_not_merged_into_himself",
            ),
        ),
        migrations.AddConstraint(
            model_name="beneficiary",
            constraint=models.CheckConstraint(
                condition=models.Q(("name_key", ""), _negated=True), name="people_has_a_name"
            ),
        ),
        migrations.AddIndex(
            model_name="contactpoint",
            index=models.Index(
                condition=models.Q(("retired_at__isnull", True)), fields=["value"], name="people_point_value"
            ),
        ),
        migrations.AddConstraint(
            model_name="contactpoint",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_at__isnull", True)),
                fields=("beneficiary", "channel", "value"),
                name="people_point_once_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("channel__in", ["mobile", "landline", "email", "whatsapp", "telegram", "letter"]),
                    ("whose__in", ["mine", "shared", "anothers"]),
                ),
                name="people_point_known_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("hours_from__isnull", True), ("hours_until__isnull", True)),
                    models.Q(("hours_from__isnull", False), ("hours_until__gt", models.F("hours_from"))),
                    _connector="OR",
                ),
                name="people_point_hours",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at__isnull", True)), fields=("drop",), name="people_merged_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("keep", models.F("drop")), _negated=True), name="people_merge_of_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("representative", "principal", "standing"),
                name="people_one_standing_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=models.CheckConstraint(
                condition=models.Q(("representative", models.F("principal")), _negated=True),
                name="people_acts_for_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "standing__in",
                        [
                            "agent",
                            "guardian",
                            "relative_of_prisoner",
                            "relative_of_patient",
                            "relative_of_missing",
                            "relative_of_dead",
                            "blood_heir",
                            "prison_officer",
                            "lawyer",
                            "delegate",
                        ],
                    ),
                    (
                        "proof_kind__in",
                        [
                            "",
                            "word",
                            "power_of_attorney",
                            "lawyer_licence",
                            "guardianship",
                            "heirs_deed",
                            "family_paper",
                            "service_card",
                            "signed_list",
                        ],
                    ),
                ),
                name="people_standing_known_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="people_standing_ends_later",
            ),
        ),
    ]
