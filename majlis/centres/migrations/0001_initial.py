"""Centres, their sections, counters, halls and the rows of their calendars."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

import majlis.core.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_scope"),
    ]

    operations = [
        migrations.CreateModel(
            name="Centre",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("name_ar", models.CharField(max_length=120, verbose_name="Name in Arabic")),
                ("name_en", models.CharField(max_length=120, verbose_name="Name in English")),
                ("code", models.SlugField(max_length=20, unique=True, verbose_name="Code")),
                ("city_ar", models.CharField(max_length=60, verbose_name="City in Arabic")),
                ("city_en", models.CharField(max_length=60, verbose_name="City in English")),
                (
                    "address_ar",
                    models.CharField(blank=True, max_length=250, verbose_name="Address in Arabic"),
                ),
                (
                    "address_en",
                    models.CharField(blank=True, max_length=250, verbose_name="Address in English"),
                ),
                ("phone", models.CharField(blank=True, max_length=16, verbose_name="Phone")),
                (
                    "has_headquarters",
                    models.BooleanField(default=False, verbose_name="The minister sits here in some weeks"),
                ),
                ("open", models.BooleanField(default=True, verbose_name="Receives people")),
                ("timetable", models.UUIDField(default=uuid.uuid4, editable=False)),
            ],
            options={
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="HijriCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("by", models.CharField(max_length=40)),
                ("by_label", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField(default=majlis.core.clock.now)),
                ("year", models.PositiveSmallIntegerField(verbose_name="Hijri year")),
                ("month", models.PositiveSmallIntegerField(verbose_name="Hijri month")),
                ("begins", models.DateField(verbose_name="First day")),
            ],
            options={
                "ordering": ("-year", "-month"),
                "constraints": [
                    models.UniqueConstraint(fields=("year", "month"), name="centres_correction_once"),
                    models.CheckConstraint(
                        condition=models.Q(("month__gte", 1), ("month__lte", 12)),
                        name="centres_correction_month",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Season",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("name_ar", models.CharField(max_length=120, verbose_name="Name in Arabic")),
                ("name_en", models.CharField(max_length=120, verbose_name="Name in English")),
                ("by", models.CharField(max_length=40)),
                ("by_label", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField(default=majlis.core.clock.now)),
                ("first", models.DateField(verbose_name="First day")),
                ("last", models.DateField(verbose_name="Last day")),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seasons",
                        to="centres.centre",
                    ),
                ),
            ],
            options={
                "ordering": ("first",),
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("name_ar", models.CharField(max_length=120, verbose_name="Name in Arabic")),
                ("name_en", models.CharField(max_length=120, verbose_name="Name in English")),
                ("by", models.CharField(max_length=40)),
                ("by_label", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField(default=majlis.core.clock.now)),
                ("starts", models.TimeField(verbose_name="From")),
                ("ends", models.TimeField(verbose_name="To")),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pauses",
                        to="centres.centre",
                    ),
                ),
                (
                    "season",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pauses",
                        to="centres.season",
                    ),
                ),
            ],
            options={
                "ordering": ("starts",),
            },
        ),
        migrations.CreateModel(
            name="Hours",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("by", models.CharField(max_length=40)),
                ("by_label", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField(default=majlis.core.clock.now)),
                ("weekday", models.PositiveSmallIntegerField()),
                ("opens", models.TimeField()),
                ("closes", models.TimeField()),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hours", to="centres.centre"
                    ),
                ),
                (
                    "season",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hours",
                        to="centres.season",
                    ),
                ),
            ],
            options={
                "ordering": ("weekday", "opens"),
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("name_ar", models.CharField(max_length=120, verbose_name="Name in Arabic")),
                ("name_en", models.CharField(max_length=120, verbose_name="Name in English")),
                ("code", models.SlugField(max_length=20, verbose_name="Code")),
                ("women", models.BooleanField(default=False, verbose_name="Women's section")),
                (
                    "centre",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="centres.centre",
                    ),
                ),
            ],
            options={
                "ordering": ("centre", "code"),
            },
        ),
        migrations.CreateModel(
            name="ClosedDate",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("by", models.CharField(max_length=40)),
                ("by_label", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField(default=majlis.core.clock.now)),
                ("day", models.DateField(verbose_name="Date")),
                ("reason_ar", models.CharField(max_length=120, verbose_name="Reason in Arabic")),
                ("reason_en", models.CharField(max_length=120, verbose_name="Reason in English")),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closed_dates",
                        to="centres.centre",
                    ),
                ),
            ],
            options={
                "ordering": ("day",),
                "constraints": [models.UniqueConstraint(fields=("centre", "day"), name="centres_closed_once")],
            },
        ),
        migrations.CreateModel(
            name="Counter",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="Number")),
                ("women", models.BooleanField(default=False, verbose_name="In the women's section")),
                ("open", models.BooleanField(default=True, verbose_name="In use")),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counters",
                        to="centres.centre",
                    ),
                ),
            ],
            options={
                "ordering": ("centre", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("centre", "number"), name="centres_counter_one_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="Hall",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("name_ar", models.CharField(max_length=120, verbose_name="Name in Arabic")),
                ("name_en", models.CharField(max_length=120, verbose_name="Name in English")),
                ("code", models.SlugField(max_length=20, verbose_name="Code")),
                ("women", models.BooleanField(default=False, verbose_name="For women")),
                ("capacity", models.PositiveSmallIntegerField(default=6, verbose_name="Persons")),
                ("open", models.BooleanField(default=True, verbose_name="In use")),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="halls", to="centres.centre"
                    ),
                ),
            ],
            options={
                "ordering": ("centre", "code"),
                "constraints": [models.UniqueConstraint(fields=("centre", "code"), name="centres_hall_one_code")],
            },
        ),
        migrations.AddConstraint(
            model_name="season",
            constraint=models.CheckConstraint(
                condition=models.Q(("last__gte", models.F("first"))), name="centres_season_forwards"
            ),
        ),
        migrations.AddConstraint(
            model_name="season",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("centre", "="),
                    (
                        models.Func(
                            "first",
                            "last",
                            django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True),
                            function="DATERANGE",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="centres_season_no_overlap",
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("starts")), ("ends", "00:00"), _connector="OR"),
                name="centres_pause_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="hours",
            constraint=models.CheckConstraint(condition=models.Q(("weekday__lte", 6)), name="centres_hours_weekday"),
        ),
        migrations.AddConstraint(
            model_name="hours",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes__gt", models.F("opens")), ("closes", "00:00"), _connector="OR"),
                name="centres_hours_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="hours",
            constraint=models.UniqueConstraint(
                fields=("centre", "season", "weekday", "opens"),
                name="centres_hours_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.UniqueConstraint(
                fields=("centre", "code"), name="centres_section_one_code", nulls_distinct=False
            ),
        ),
    ]
