import django.db.models.deletion
import majlis.core.clock
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("referrals", "0002_protect"),
    ]

    operations = [
        migrations.CreateModel(
            name="Chase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rung",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "The body's liaison"),
                            (2, "The office of the body's head"),
                            (3, "The programme director"),
                            (4, "The minister's office"),
                        ]
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("phone", "by phone"),
                            ("mail", "by e-mail"),
                            ("letter", "by letter"),
                            ("visit", "by a visit"),
                        ],
                        max_length=8,
                    ),
                ),
                ("who", models.CharField(blank=True, max_length=120)),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("reached", "Reached, they work on it"),
                            ("no_answer", "No answer"),
                            ("promised", "They promise a day"),
                            ("answered", "They say it is answered"),
                            ("refused", "They refuse"),
                        ],
                        max_length=10,
                    ),
                ),
                ("promised_on", models.DateField(null=True)),
                ("next_on", models.DateField()),
                ("note", models.CharField(blank=True, max_length=400)),
                ("by", models.CharField(max_length=40)),
                ("by_label", models.CharField(max_length=120)),
                ("at", models.DateTimeField(default=majlis.core.clock.now)),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="chases", to="referrals.referral"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["referral", "-id"], name="followup_chase_referral")],
            },
        ),
        migrations.CreateModel(
            name="DayLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("question", "The body asked something: answer it"),
                            ("broken", "The promised day has passed"),
                            ("overdue", "Overdue"),
                            ("promised", "Promised for today"),
                            ("due", "Due today"),
                            ("next", "To be asked again today"),
                            ("unseen", "The body has not opened it yet"),
                            ("silent", "Nothing was heard for days"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "looked",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("chased", "the body was asked"),
                            ("raised", "taken a rung up"),
                            ("settled", "settled"),
                            ("left", "left for another day"),
                            ("rule", "nothing to do today, by rule"),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
                ("left_why", models.CharField(blank=True, max_length=16)),
                ("by", models.CharField(blank=True, max_length=40)),
                ("by_label", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField(default=majlis.core.clock.now)),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="days", to="referrals.referral"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("looked", "")), fields=["day"], name="followup_day_waits")
                ],
                "constraints": [models.UniqueConstraint(fields=("referral", "day"), name="followup_day_once")],
            },
        ),
        migrations.CreateModel(
            name="Escalation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rung",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "The body's liaison"),
                            (2, "The office of the body's head"),
                            (3, "The programme director"),
                            (4, "The minister's office"),
                        ]
                    ),
                ),
                ("why", models.CharField(max_length=16)),
                ("by", models.CharField(max_length=40)),
                ("by_label", models.CharField(max_length=120)),
                ("at", models.DateTimeField(default=majlis.core.clock.now)),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="escalations", to="referrals.referral"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [models.UniqueConstraint(fields=("referral", "rung"), name="followup_rung_once")],
            },
        ),
        migrations.CreateModel(
            name="Track",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rung",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "The body's liaison"),
                            (2, "The office of the body's head"),
                            (3, "The programme director"),
                            (4, "The minister's office"),
                        ],
                        default=1,
                    ),
                ),
                ("chases", models.PositiveSmallIntegerField(default=0)),
                ("fruitless", models.PositiveSmallIntegerField(default=0)),
                ("chased_at", models.DateTimeField(null=True)),
                ("next_on", models.DateField(null=True)),
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="track", to="referrals.referral"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["next_on"], name="followup_track_next")],
            },
        ),
    ]
