from churn_score import data
