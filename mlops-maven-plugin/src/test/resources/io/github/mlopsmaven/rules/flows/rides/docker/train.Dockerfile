FROM python:3.11-slim
WORKDIR /code
COPY . .
RUN pip install -r requirements.txt
ENV PYTHONPATH=/code/src
CMD python -m rides.train --data /data --model /model
