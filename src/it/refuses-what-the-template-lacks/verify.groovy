import io.github.mlopsmaven.testkit.BuildLog

def log = BuildLog.of(basedir.toPath())
(1..11).each { println "${it}: " + (it == 4 ? log.run(4) : log.failure(it)) }
assert !new File(basedir, 'demo').exists()
