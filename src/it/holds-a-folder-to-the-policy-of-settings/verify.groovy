import io.github.mlopsmaven.testkit.BuildLog

def log = BuildLog.of(basedir.toPath())
def refusal = 'project_type=cv is forbidden: cameras are not allowed; the exception ended on 2020-01-01' +
    ' [forbidden of mlops-policy.yml]\n' +
    '  choose another value; the choices of a template: mvn mlops:options'

assert log.failure(1) == refusal
assert log.failure(2) == refusal
assert !new File(basedir, 'demo').exists()
