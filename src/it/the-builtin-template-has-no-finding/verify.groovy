import io.github.mlopsmaven.testkit.BuildLog
import io.github.mlopsmaven.testkit.MavenRun

def root = basedir.toPath()
def offered = BuildLog.of(root).run(1) =~ /\[INFO\] (\d+) combinations, all complete\n/
assert offered.find()
def all = offered.group(1) as int
assert all >= 50

// Nothing is found in any of them, at any level. That does not depend on the Maven: with few selections, as on the other
// Mavens, only the project below is looked at.
if (selections != 'few') {
  def run = MavenRun.in(root).run('-B', 'mlops:verify-template', '-Dmlops.template=builtin', '-Dmlops.failOn=note')
  def verified = run.log().text()
  assert run.status() == 0 : verified
  assert verified.contains('[INFO] Verified builtin ')
  assert verified.contains('[INFO] 0 errors, 0 warnings, 0 notes\n')
  assert (verified =~ /\[INFO\] .+ 0 +0 +0\n/).size() == all
}

// What a user gets who says nothing about it: the project was looked at, and there is nothing to say.
def generated = MavenRun.in(root).verifying().run('-B', 'mlops:generate', 'mlops:verify',
    '-Dmlops.projectName=demo', '-Dmlops.projectDirectory=demo', '-Dmlops.infrastructureVersion=terraform',
    '-Dmlops.projectType=nlp', '-Dmlops.mlopsVersion=python-sdk-v2', '-Dmlops.orchestration=azure-devops')
assert generated.status() == 0
// Maven 4 warns of servers that do not list what they have.
assert generated.log().text().readLines().findAll { it.contains('WARN') && !it.contains('/.meta/prefixes.txt') } == []
assert generated.log().text().contains('[INFO] 0 errors, 0 warnings, 0 notes\n')
