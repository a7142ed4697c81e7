FROM python:3.11-slim
WORKDIR /srv
COPY requirements.txt requirements.txt
RUN pip install -r requirements.txt
COPY src/rides ./rides
COPY config /config
ENV PYTHONUNBUFFERED=1
ENTRYPOINT ["python", "-m", "rides.serving.worker"]
