report=report
