import io.github.mlopsmaven.testkit.BuildLog

def log = BuildLog.of(basedir.toPath())
def below = 'data-science/'
def excluded = '\n  rename or exclude it in the template; nothing was written'
def path = { name, why -> "the template has the path '${below}${name}', which ${why}${excluded}" }

def damaged = { name ->
    "the template's tree is damaged: classical/aml-cli-v2/data-science has an entry named '${name}'\n" +
        '  git fsck in the template\'s repository names such trees; make the commit, or the archive, again'
}

assert log.failure(1) == damaged('..')
assert log.failure(2) == damaged('.git')
assert log.failure(3) == path('GIT~1/config', "reaches into git's own directory")
assert log.failure(4) == path('src/link.py', "is a symbolic link to '../../../outside.py', which leaves the project")
assert log.failure(5) == "the template has the paths ${below}src/Train.py and ${below}src/train.py, which are the same on Windows" +
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
