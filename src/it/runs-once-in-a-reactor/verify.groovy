import io.github.mlopsmaven.testkit.BuildLog

assert BuildLog.of(basedir.toPath()).run(1).count('[INFO] Generated ') == 1
assert new File(basedir, 'demo/README.md').exists()
assert !new File(basedir, 'one/demo').exists() && !new File(basedir, 'two/demo').exists()
