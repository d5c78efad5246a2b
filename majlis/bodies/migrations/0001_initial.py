"""Bodies, what they handle, and whom to reach."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_scope"),
    ]

    operations = [
        migrations.CreateModel(
            name="Body",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("name_ar", models.CharField(max_length=120, verbose_name="Name in Arabic")),
                ("name_en", models.CharField(max_length=120, verbose_name="Name in English")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="Code")),
                ("inside", models.BooleanField(default=True, verbose_name="Inside the ministry")),
                (
                    "head_office_ar",
                    models.CharField(blank=True, max_length=120, verbose_name="Office of its head, in Arabic"),
                ),
                (
                    "head_office_en",
                    models.CharField(blank=True, max_length=120, verbose_name="Office of its head, in English"),
                ),
                ("security", models.BooleanField(default=False, verbose_name="Security body")),
                ("active", models.BooleanField(default=True, verbose_name="Receives referrals")),
                (
                    "inspecting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspected",
                        to="bodies.body",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="bodies.body",
                    ),
                ),
            ],
            options={
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                ("post", models.CharField(blank=True, max_length=120, verbose_name="Post")),
                ("mail", models.EmailField(blank=True, max_length=254, verbose_name="E-mail")),
                ("phone", models.CharField(blank=True, max_length=16, verbose_name="Phone")),
                ("language", models.CharField(default="ar", max_length=10, verbose_name="Language")),
                ("level", models.PositiveSmallIntegerField(default=1, verbose_name="Level")),
                ("active", models.BooleanField(default=True, verbose_name="In use")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contacts", to="bodies.body"
                    ),
                ),
            ],
            options={
                "ordering": ("level", "id"),
            },
        ),
        migrations.CreateModel(
            name="Handles",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("category", models.SlugField(max_length=60, verbose_name="Category")),
                ("rank", models.PositiveSmallIntegerField(default=1, verbose_name="Rank")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="handles", to="bodies.body"
                    ),
                ),
            ],
            options={
                "ordering": ("category", "rank"),
            },
        ),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("id")), _negated=True),
                name="bodies_body_not_its_parent",
            ),
        ),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.CheckConstraint(
                condition=models.Q(("inspecting", models.F("id")), _negated=True),
                name="bodies_body_not_its_inspector",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(condition=models.Q(("level__in", (1, 2))), name="bodies_contact_level"),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mail", ""), _negated=True),
                    models.Q(("phone", ""), _negated=True),
                    _connector="OR",
                ),
                name="bodies_contact_reachable",
            ),
        ),
        migrations.AddConstraint(
            model_name="handles",
            constraint=models.UniqueConstraint(fields=("body", "category"), name="bodies_handles_once"),
        ),
    ]
