import io.github.mlopsmaven.testkit.BuildLog

def log = BuildLog.of(basedir.toPath())
def below = 'data-science/'
def excluded = '\n  rename or exclude it in the template; nothing was written'
def path = { name, why -> "the template has the path '${below}${name}', which ${why}${excluded}" }

assert log.failure(1) == path('../../../../evil.sh', 'leaves the project or is not in its shortest form')
assert log.failure(2) == path('.git/hooks/pre-commit', "reaches into git's own directory")
assert log.failure(3) == path('GIT~1/config', "reaches into git's own directory")
assert log.failure(4) == path('src/link.py', "is a symbolic link to '../../../outside.py', which leaves the project")
assert log.failure(5) == "the template has the paths ${below}src/Train.py and ${below}src/train.py, which are one on Windows" +
    ' and macOS\n  rename one of them in the template'
assert log.failure(6) == path('src/aux.py', 'is the name of a device on Windows')
assert log.failure(7) == "the template has a submodule at classical/aml-cli-v2/${below}vendored, which is never fetched\n" +
    '  put its files into the template, or exclude it in mlops-template.yml'
assert log.failure(8) =~ /^the template's file cv\/\S+ has \d+ bytes, more than 1000\n  exclude it in the template, or add /
assert log.failure(9).startsWith("project_type '../classical' is not offered by this template (-Dmlops.projectType=../classical)\n")

assert !new File(basedir, 'demo').exists()
assert !new File(basedir, 'evil.sh').exists()
assert !basedir.list().any { it.contains('.mlops-') }
return
