import django.contrib.postgres.fields
import django.db.models.deletion
import majlis.core.clock
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bodies", "0001_initial"),
        ("cases", "0002_protect"),
    ]

    operations = [
        migrations.CreateModel(
            name="Enclosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "paper",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.paper"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.CharField(
                        choices=[("own", "The body itself"), ("above", "The office of its head")],
                        default="own",
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "sent"),
                            ("seen", "seen by the body"),
                            ("acknowledged", "taken up by the body"),
                            ("asked", "the body asks something"),
                            ("promised", "promised for a day"),
                            ("answered", "answered"),
                            ("sent_back", "sent back to the body"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="sent",
                        max_length=12,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "urgency",
                    models.CharField(
                        choices=[("normal", "normal"), ("urgent", "urgent"), ("very_urgent", "very urgent")],
                        default="normal",
                        max_length=12,
                    ),
                ),
                ("due_on", models.DateField()),
                (
                    "barred",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("reference", models.CharField(max_length=10)),
                ("subject", models.CharField(max_length=160)),
                ("words", models.TextField(max_length=4000)),
                ("withheld", models.BooleanField(default=False)),
                ("person_name", models.CharField(blank=True, max_length=300)),
                ("person_number", models.CharField(blank=True, max_length=40)),
                ("said", models.TextField(blank=True)),
                ("body_number", models.CharField(blank=True, max_length=40)),
                ("body_day", models.DateField(null=True)),
                ("by", models.CharField(max_length=40)),
                ("by_label", models.CharField(max_length=120)),
                ("at", models.DateTimeField(default=majlis.core.clock.now)),
                ("seen_at", models.DateTimeField(null=True)),
                ("heard_at", models.DateTimeField(default=majlis.core.clock.now)),
                ("promised_on", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "body",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="referrals", to="cases.case"
                    ),
                ),
                (
                    "outgoing",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.outgoing"
                    ),
                ),
                ("papers", models.ManyToManyField(related_name="+", through="referrals.Enclosure", to="cases.paper")),
            ],
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField(max_length=2000)),
                ("by_label", models.CharField(max_length=120)),
                ("at", models.DateTimeField(default=majlis.core.clock.now)),
                ("told", models.TextField(blank=True, max_length=2000)),
                ("told_by", models.CharField(blank=True, max_length=120)),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="referrals.referral"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                (
                    "kept",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("kept", "kept"),
                            ("broken", "broken"),
                            ("moved", "moved to another day before it came"),
                        ],
                        max_length=8,
                    ),
                ),
                ("by_label", models.CharField(max_length=120)),
                ("at", models.DateTimeField(default=majlis.core.clock.now)),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="promises", to="referrals.referral"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="enclosure",
            name="referral",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="enclosures", to="referrals.referral"
            ),
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField(max_length=8000)),
                (
                    "heard",
                    models.CharField(
                        choices=[("liaison", "written here by its liaison"), ("paper", "on paper")], max_length=8
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=40)),
                ("day", models.DateField(null=True)),
                ("by", models.CharField(max_length=40)),
                ("by_label", models.CharField(max_length=120)),
                ("at", models.DateTimeField(default=majlis.core.clock.now)),
                ("back_why", models.TextField(blank=True, max_length=2000)),
                ("back_at", models.DateTimeField(null=True)),
                (
                    "paper",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.paper"
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="replies", to="referrals.referral"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["case", "-id"], name="referrals_case"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["body", "-id"], name="referrals_body"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("state__in", ["acknowledged", "asked", "promised", "seen", "sent", "sent_back"])),
                fields=["due_on", "id"],
                name="referrals_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["sent", "seen", "acknowledged", "asked", "promised", "answered", "sent_back", "withdrawn"],
                    )
                ),
                name="referrals_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["acknowledged", "asked", "promised", "seen", "sent", "sent_back"])),
                fields=("case", "body"),
                name="referrals_one_open_a_body",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kept", "")), fields=("referral",), name="referrals_one_open_promise"
            ),
        ),
        migrations.AddConstraint(
            model_name="enclosure",
            constraint=models.UniqueConstraint(fields=("referral", "paper"), name="referrals_enclosed_once"),
        ),
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(
                condition=models.Q(("number", ""), _negated=True), fields=["number"], name="referrals_reply_number"
            ),
        ),
    ]
