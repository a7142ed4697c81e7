"""Drives Azure Machine Learning from Python: what mlops/scripts call.

What it trains, deploys and watches is said in mlops/azureml; what the stages are called, in
config-infra-*.yml.
"""
