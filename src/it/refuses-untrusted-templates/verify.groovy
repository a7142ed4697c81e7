import io.github.mlopsmaven.testkit.BuildLog

def log = BuildLog.of(basedir.toPath())
(1..9).each { println "${it}: ${log.failure(it)}" }

assert !new File(basedir, 'demo').exists()
assert !new File(basedir, 'evil.sh').exists()
assert !basedir.list().any { it.contains('.mlops-') }
return
