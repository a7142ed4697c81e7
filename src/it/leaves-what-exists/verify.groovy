import io.github.mlopsmaven.testkit.BuildLog
import io.github.mlopsmaven.testkit.FileTree

def root = basedir.toPath()
def log = BuildLog.of(root)

[1: 'folder', 2: 'file', 3: 'folder'].each { run, name ->
    assert log.failure(run).startsWith("${root.resolve(name)} exists already and was left as it is\n  choose another name with ")
}
assert FileTree.of(root.resolve('folder')) == context.before
assert new File(basedir, 'file').text == 'a file\n'
assert new File(basedir, 'empty/README.md').exists()
assert log.failure(5).startsWith("${root.resolve('file')} is not a folder\n") 
assert log.failure(6).contains("../demo")
assert !new File(basedir, '../demo').exists()
assert !basedir.list().any { it.contains('.mlops-') }
return
