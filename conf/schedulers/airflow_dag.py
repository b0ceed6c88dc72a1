"""Cohort every night on a cluster, by Airflow's SparkSubmitOperator.

A retry has the same {{ ds }}, so the same run.directory: it goes on where the attempt before it stopped. A run that is finished
ends at once with exit code 0.
"""

from __future__ import annotations

import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

COHORT = "/opt/cohort"
RUN = "hdfs:///cohort/runs/news-{{ ds }}"

with DAG(
    dag_id="cohort_news",
    schedule="15 1 * * *",
    start_date=datetime.datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 4, "retry_delay": datetime.timedelta(minutes=2)},
) as dag:
    # Tells a wrong key or missing input before the night's resources are taken: exit codes 2 and 3.
    check = BashOperator(
        task_id="check",
        bash_command=f"{COHORT}/cohort train {COHORT}/conf/skipgram-cluster.conf -D run.directory={RUN} --dry-run",
        retries=0,
    )
    train = SparkSubmitOperator(
        task_id="train",
        conn_id="spark_default",
        application=f"{COHORT}/jobs/target/cohort.jar",
        java_class="io.cohort.jobs.Cohort",
        properties_file=f"{COHORT}/conf/spark-cluster.properties",
        application_args=["train", f"{COHORT}/conf/skipgram-cluster.conf", "-D", f"run.directory={RUN}", "--json"],
    )
    # spark-submit --deploy-mode cluster does not hand back the driver's exit code; the run's directory tells it.
    state = BashOperator(task_id="state", bash_command=f"{COHORT}/cohort status {RUN}", retries=0)

    check >> train >> state
