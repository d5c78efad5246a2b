"""The compartment: keys, reports, papers, answers. Rows of reporters have random keys and days, no instants."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import majlis.core.clock
import majlis.sealed.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_scope"),
        ("bodies", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Allowance",
            fields=[
                ("day", models.DateField(default=majlis.core.clock.today, primary_key=True, serialize=False)),
                ("used", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Compartment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("box", models.BinaryField(max_length=32)),
                ("verify", models.BinaryField(max_length=32)),
                ("made_on", models.DateField(default=majlis.core.clock.today)),
                ("retired_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retired_on", None)),
                        fields=("retired_on",),
                        name="sealed_one_open",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OfficerKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("box", models.BinaryField(max_length=32)),
                ("verify", models.BinaryField(max_length=32)),
                ("made_on", models.DateField(default=majlis.core.clock.today)),
                ("signature", models.BinaryField(max_length=64, null=True)),
                ("retired_on", models.DateField(null=True)),
                (
                    "compartment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officer_keys",
                        to="sealed.compartment",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "voucher",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sealed.officerkey"
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigIntegerField(default=majlis.sealed.models.random_id, primary_key=True, serialize=False),
                ),
                ("day", models.DateField(default=majlis.core.clock.today)),
                ("state", models.CharField(default="received", max_length=12)),
                ("version", models.PositiveIntegerField(default=1)),
                ("words", models.BinaryField()),
                ("code", models.CharField(max_length=64, unique=True)),
                ("salt", models.BinaryField(max_length=16)),
                ("answer_lock", models.BinaryField(max_length=32)),
                ("mark", models.BinaryField(max_length=32)),
                (
                    "compartment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sealed.compartment"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PassedOn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("how", models.CharField(max_length=8)),
                ("day", models.DateField(default=majlis.core.clock.today)),
                (
                    "body",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="passed_on", to="sealed.report"
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.BigIntegerField(default=majlis.sealed.models.random_id, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.BinaryField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="papers", to="sealed.report"
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("day", models.DateField(default=majlis.core.clock.today)),
                ("to_reporter", models.BinaryField()),
                ("to_officers", models.BinaryField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="sealed.report"
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="Wrap",
            fields=[
                (
                    "id",
                    models.BigIntegerField(default=majlis.sealed.models.random_id, primary_key=True, serialize=False),
                ),
                ("sealed", models.BinaryField()),
                (
                    "officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wraps",
                        to="sealed.officerkey",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="wraps", to="sealed.report"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="officerkey",
            constraint=models.UniqueConstraint(fields=("compartment", "box"), name="sealed_officerkey_once"),
        ),
        migrations.AddConstraint(
            model_name="officerkey",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_on", None)),
                fields=("compartment", "staff"),
                name="sealed_officerkey_one_each",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["-day", "id"], name="sealed_report_day"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["received", "being_read", "answered", "passed_on", "closed"])),
                name="sealed_report_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="passedon",
            constraint=models.CheckConstraint(
                condition=models.Q(("how__in", ["printed", "resealed"])), name="sealed_passedon_how"
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(fields=("report", "number"), name="sealed_paper_once"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("report", "number"), name="sealed_answer_once"),
        ),
        migrations.AddConstraint(
            model_name="wrap",
            constraint=models.UniqueConstraint(
                fields=("report", "officer"), name="sealed_wrap_once", nulls_distinct=False
            ),
        ),
    ]
