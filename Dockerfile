# An exact version. To pin the very bytes, look the digest of this tag up on a machine that you trust,
#     docker buildx imagetools inspect python:3.11.14-slim-bookworm
# and write it behind the tag: FROM python:3.11.14-slim-bookworm@sha256:...
FROM python:3.11.14-slim-bookworm
WORKDIR /dashboard
# The second file is for reports as PDF: 86 MB of the image. Leave it out, and Word and HTML stay.
COPY requirements.txt requirements-reports.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt -r requirements-reports.txt
# What .dockerignore lets through; the code is root's, so that the dashboard cannot change it.
COPY . .
RUN python -m compileall -q . \
    && useradd --system --no-create-home --shell /usr/sbin/nologin dashboard \
    && install --directory --owner dashboard --mode 700 /database
USER dashboard
# It listens on every address of the container and nobody signs in, so it is read-only.
ENV DISTRICT_DATABASE=/database/district.duckdb \
    DISTRICT_READ_ONLY=1 \
    HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1
VOLUME /database
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=10s --start-period=90s CMD ["python", "-m", "access.health_check"]
CMD ["python", "-m", "access.serve", "--host", "0.0.0.0", "--port", "8501"]
