"""What an operator may set, each as an environment variable with the prefix ``CROSSWIRE_``.

Nothing here is read at import time: ``create_app`` and the command line make a ``Settings``.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from limits import RateLimitItemPerMinute
from pydantic import BeforeValidator, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from api.durations import Duration
from api.fetching.exempt import HostPort, hosts_of
from api.rates import Rate
from api.sealing import Seal

if TYPE_CHECKING:
    from models.weights.load import ModelChoice


class Settings(BaseSettings):
    """Limits, models and how much is done at once."""

    model_config = SettingsConfigDict(
        env_prefix="CROSSWIRE_",
        env_ignore_empty=True,
        frozen=True,
        extra="ignore",
        hide_input_in_errors=True,  # some are secrets
    )

    # What a request may hold. The article limits are checked before any model runs.
    max_articles: int = Field(default=100, ge=1)
    max_article_chars: int = Field(default=200_000, ge=1)
    max_total_chars: int = Field(default=2_000_000, ge=1)
    max_body_bytes: int = Field(default=10_000_000, ge=1)

    # Articles by URL: whether they are fetched, and hosts inside that may be fetched from (and told
    # of finished briefs) although their addresses are not public.
    fetch: bool = False
    allow_hosts: Annotated[frozenset[HostPort], NoDecode, BeforeValidator(hosts_of)] = frozenset()

    # Which models; None is the embedded one.
    encoder: str | None = None
    judge: str | None = None
    reader: str | None = None
    writer: str | None = None
    writer_url: str | None = None
    writer_model: str | None = None
    writer_key: SecretStr | None = None
    cache: Path | None = None
    precision: Literal["auto", "float32", "bfloat16"] = "auto"
    threads: int | None = Field(default=None, ge=1)

    # How much is done at once, and how long a caller may be kept waiting for a turn.
    concurrency: int = Field(default=1, ge=1)
    queue: int = Field(default=4, ge=0)
    max_wait_s: float = Field(default=30.0, gt=0)
    retry_after_s: int = Field(default=10, ge=1)  # said while there is nothing to estimate from

    # Models in a process of their own, so that they cannot stall the service; or in its threads.
    inference: Literal["process", "thread"] = "process"

    # What operators see. Neither log nor metrics tell anything of what was posted.
    log: Literal["text", "json"] = "text"
    metrics: bool = True  # at /metrics of the service, which is not for the public
    metrics_open: bool = False  # whether it needs no key where everything else does
    # Those of `crosswire worker` are at an address of their own, where a port is given.
    worker_metrics_host: str = "127.0.0.1"
    worker_metrics_port: int | None = Field(default=None, ge=1, le=65_535)

    # Where briefs are kept, and for how long. None is a file in the user's data folder.
    database_url: SecretStr | None = None
    retain: Duration = Field(
        default=timedelta(days=30), ge=timedelta(minutes=1), le=timedelta(days=36_500)
    )

    # Briefs that are made later. A worker that is silent for a lease has lost its job.
    max_queued: int = Field(default=1_000, ge=0)
    lease_s: float = Field(default=20.0, ge=1)
    sweep_s: float = Field(default=5.0, gt=0)

    # How much each API key may send, such as 60/minute: requests of any kind, and new briefs.
    rate_requests: Rate = RateLimitItemPerMinute(1_200)
    rate_briefs: Rate = RateLimitItemPerMinute(60)

    # Under which the secrets of webhooks are sealed: Fernet keys, the first seals, all unseal.
    secret_key: SecretStr | None = None

    # Workers on other machines; None: the service makes briefs itself.
    broker_url: SecretStr | None = None
    workers: int = Field(default=1, ge=1)  # on one machine: they share its cores

    # The Slack app, off until its first two are set; the third is for Socket Mode.
    slack_signing_secret: SecretStr | None = None
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_api: str = Field(default="https://slack.com/api/", pattern=r"^https?://[^/]+/.*/$")

    @field_validator("secret_key")
    @classmethod
    def _usable(cls, value: SecretStr | None) -> SecretStr | None:
        if value:
            Seal(value.get_secret_value())
        return value

    def seal(self) -> Seal | None:
        """Return what seals secrets; None where there is no key to it."""
        return Seal(self.secret_key.get_secret_value()) if self.secret_key else None

    def database(self) -> str | None:
        """Return the address of the database in the clear."""
        return self.database_url.get_secret_value() if self.database_url else None

    def broker(self) -> str | None:
        """Return the address of the broker in the clear."""
        return self.broker_url.get_secret_value() if self.broker_url else None

    def choice(self) -> ModelChoice:
        """Return which models to load, as the loader of weights takes it."""
        from models.weights.load import ModelChoice  # only where something is loaded

        key = self.writer_key.get_secret_value() if self.writer_key else None
        return ModelChoice(
            encoder=self.encoder,
            judge=self.judge,
            reader=self.reader,
            writer=self.writer,
            writer_url=self.writer_url,
            writer_model=self.writer_model,
            writer_key=key,
            cache=self.cache,
            precision=self.precision,
            threads=self.threads,
        )
