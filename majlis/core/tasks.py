"""The housekeeping of the jobs themselves."""

from __future__ import annotations

from procrastinate import JobContext
from procrastinate.contrib.django import app

from majlis.core.management.commands.sweep_jobs import sweep


@app.periodic(cron="* * * * *")
@app.task(name="majlis.core.tasks.sweep_jobs", queueing_lock="majlis.core.tasks.sweep_jobs", pass_context=True)
async def sweep_jobs(context: JobContext, timestamp: int) -> None:
    """Put the jobs of dead workers back into the queue, every minute."""
    await sweep(context.app)


@app.periodic(cron="10 1 * * *")
@app.task(name="majlis.core.tasks.forget_jobs", queueing_lock="majlis.core.tasks.forget_jobs", pass_context=True)
async def forget_jobs(context: JobContext, timestamp: int) -> None:
    """Remove the rows of jobs that ended well more than three days ago."""
    await context.app.job_manager.delete_old_jobs(nb_hours=72)
