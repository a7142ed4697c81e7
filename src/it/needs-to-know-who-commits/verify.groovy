import io.github.mlopsmaven.testkit.BuildLog
import io.github.mlopsmaven.testkit.CommittedProject

def root = basedir.toPath()
def log = BuildLog.of(root)

assert log.failure(1) == 'git does not know who commits: user.name or user.email is not set\n' +
    '  add -Dmlops.author="NAME <EMAIL>", or type: git config --global user.name "NAME" and git config --global user.email EMAIL'
assert log.failure(3) == "author 'ada@example.org' is not a name with an email address\n  write -Dmlops.author=\"NAME <EMAIL>\""
assert !new File(basedir, 'nobody').exists() && !new File(basedir, 'wrong').exists()
assert CommittedProject.read(root.resolve('given')).author() == 'Ada Example <ada@example.org>'
assert CommittedProject.read(root.resolve('configured')).author() == 'Grace Example <grace@example.org>'
