# The service alone; docker-compose.yml runs it beside Neo4j.
FROM python:3.13-slim AS build
WORKDIR /build
COPY pyproject.toml README.md LICENSE ./
COPY src src
COPY cypher cypher
COPY seed_data seed_data
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.lock /tmp/requirements.lock
RUN pip install --require-hashes -r /tmp/requirements.lock && rm /tmp/requirements.lock
COPY --from=build /wheels /tmp/wheels
RUN pip install --no-deps /tmp/wheels/*.whl && rm -r /tmp/wheels \
 && useradd --system --uid 10001 --create-home --home-dir /var/lib/alliancemap alliancemap
USER 10001
WORKDIR /var/lib/alliancemap
EXPOSE 8000
ENTRYPOINT ["alliancemap"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
