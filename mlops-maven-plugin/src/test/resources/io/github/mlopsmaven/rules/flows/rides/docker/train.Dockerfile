FROM python:3.11-slim
WORKDIR /work
COPY . .
RUN pip install -r requirements.txt
ENV PYTHONPATH=/work/src
CMD python -m rides.train --data /data --model /model
