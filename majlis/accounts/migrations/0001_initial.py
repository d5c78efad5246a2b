"""Staff, grants, duty, and the buckets of the limits."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import majlis.core.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_scope"),
        ("bodies", "0001_initial"),
        ("centres", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bucket",
            fields=[
                ("key", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("tokens", models.FloatField()),
                ("at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Staff",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="E-mail")),
                ("name_ar", models.CharField(max_length=120, verbose_name="Name in Arabic")),
                ("name_en", models.CharField(blank=True, max_length=120, verbose_name="Name in English")),
                ("woman", models.BooleanField(default=False, verbose_name="Woman")),
                ("language", models.CharField(default="ar", max_length=10, verbose_name="Language")),
                ("phone", models.CharField(blank=True, max_length=16, verbose_name="Mobile")),
                (
                    "speaks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="May sign in")),
                ("joined_at", models.DateTimeField(default=majlis.core.clock.now)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staff",
                        to="centres.centre",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("begins", models.DateTimeField(verbose_name="From")),
                ("until", models.DateTimeField(verbose_name="To")),
                ("rank", models.PositiveSmallIntegerField(default=1, verbose_name="Order")),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("begins", "rank"),
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("role", models.CharField(max_length=30, verbose_name="Role")),
                ("section", models.SlugField(blank=True, max_length=20, verbose_name="Section")),
                ("begins", models.DateTimeField(default=majlis.core.clock.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("borrowed", models.BooleanField(default=False)),
                ("why", models.CharField(blank=True, max_length=250)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="bodies.body",
                    ),
                ),
                (
                    "centre",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="centres.centre",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.AddConstraint(
            model_name="staff",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"), name="accounts_staff_one_mail"
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("begins"))), name="accounts_duty_forwards"
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.CheckConstraint(
                condition=models.Q(("rank__gte", 1), ("rank__lte", 9)), name="accounts_duty_rank"
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("staff", "="),
                    (
                        models.Func(
                            "begins",
                            "until",
                            django.contrib.postgres.fields.ranges.RangeBoundary(),
                            function="TSTZRANGE",
                            output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="accounts_duty_one_turn",
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("rank", "="),
                    (
                        models.Func(
                            "begins",
                            "until",
                            django.contrib.postgres.fields.ranges.RangeBoundary(),
                            function="TSTZRANGE",
                            output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="accounts_duty_one_a_rank",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "audit_officer",
                            "body_liaison",
                            "centre_manager",
                            "duty_officer",
                            "followup_officer",
                            "gate_officer",
                            "hall_host",
                            "inquiries_officer",
                            "interpreter",
                            "minister",
                            "minister_office",
                            "operations_officer",
                            "programme_director",
                            "reception_officer",
                            "section_head",
                            "security_reports_officer",
                            "system_administrator",
                            "toll_free_agent",
                        ],
                    )
                ),
                name="accounts_grant_known_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("until__gt", models.F("begins")), _connector="OR"),
                name="accounts_grant_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("borrowed", False),
                    models.Q(("until__isnull", False), models.Q(("why", ""), _negated=True)),
                    _connector="OR",
                ),
                name="accounts_grant_loan_explained",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("granted_by", models.F("staff")), _negated=True),
                    ("borrowed", True),
                    _connector="OR",
                ),
                name="accounts_grant_not_to_himself",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(("approved_by", models.F("staff")), _negated=True),
                name="accounts_grant_not_own_approval",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None), ("until", None)),
                fields=("staff", "role", "centre", "section", "body"),
                name="accounts_grant_once",
                nulls_distinct=False,
            ),
        ),
        migrations.RunSQL(
            "ALTER TABLE accounts_bucket SET UNLOGGED",
            "ALTER TABLE accounts_bucket SET LOGGED",
        ),
    ]
