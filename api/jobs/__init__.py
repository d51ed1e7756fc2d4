"""Queued work and its workers.

The database is the truth (``api.store.jobs``): here are those who do the work, in this process
(``own``) or in others that are told through a broker (``celery_*``), and the sweeper that notices
who has gone silent. Routes know ``workers.Workers`` and nothing of the rest.
"""
