# The service in a container: its packages and weights are installed and converted while the image
# is built, so it runs without a network. On machines without a GPU name PyTorch's CPU index:
#   docker build --build-arg EXTRA_INDEX=<address of an extra package index> --tag crosswire .

FROM python:3.11.14-slim-bookworm AS build

ARG EXTRA_INDEX=""
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1

RUN python -m venv /opt/crosswire
ENV PATH="/opt/crosswire/bin:${PATH}"

WORKDIR /src
COPY pyproject.toml README.md LICENSE constraints.txt ./
COPY api ./api
COPY models ./models
COPY examples ./examples

# An index that is not given is not asked: pip leaves out an empty setting.
RUN PIP_EXTRA_INDEX_URL="${EXTRA_INDEX}" pip install --no-cache-dir --constraint constraints.txt .

# Away from the sources, so that what runs is what was installed.
WORKDIR /opt
ENV CROSSWIRE_CACHE=/opt/crosswire-cache
RUN crosswire models install \
    && crosswire models prepare \
    && crosswire models \
    && chmod -R a+rX /opt/crosswire-cache


FROM python:3.11.14-slim-bookworm AS run

RUN groupadd --gid 10001 crosswire \
    && useradd --uid 10001 --gid 10001 --no-log-init --no-create-home --shell /usr/sbin/nologin \
        crosswire \
    && install --directory --owner=10001 --group=10001 --mode=0700 /data

COPY --from=build /opt/crosswire /opt/crosswire
COPY --from=build /opt/crosswire-cache /opt/crosswire-cache

ENV PATH="/opt/crosswire/bin:${PATH}" \
    PYTHONUNBUFFERED=1 \
    CROSSWIRE_LOG=json \
    HOME=/tmp \
    CROSSWIRE_CACHE=/opt/crosswire-cache \
    CROSSWIRE_DATABASE_URL=sqlite:////data/crosswire.db

VOLUME /data
WORKDIR /tmp
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["crosswire", "serve", "--host", "0.0.0.0", "--port", "8000"]
