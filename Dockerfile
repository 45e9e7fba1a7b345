FROM python:3.11-slim-bookworm
WORKDIR /dashboard
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
RUN useradd --create-home dashboard && mkdir -p /database && chown dashboard /database
USER dashboard
ENV DISTRICT_DATABASE=/database/district.duckdb
VOLUME /database
EXPOSE 8501
CMD ["python", "-m", "uvicorn", "app:app", "--host", "0.0.0.0", "--port", "8501", "--no-server-header"]
