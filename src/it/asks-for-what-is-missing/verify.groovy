import io.github.mlopsmaven.testkit.BuildLog
import io.github.mlopsmaven.testkit.MavenRun

def root = basedir.toPath()
assert BuildLog.of(root).failure(1) == 'the project has no name\n  add -Dmlops.projectName=NAME'

def generate = ['mlops:generate', "-Dmlops.template=${root.resolve('template.git').toUri()}".toString(),
    '-Dmlops.cacheDirectory=target/cache', '-Dmlops.author=Ada Example <ada@example.org>'] as String[]

// Name, then each option that is still open: by text, by number, after a typo.
def run = MavenRun.in(root).typing('a b', 'asked', '3', 'BICEP', 'aml-cliv2', 'aml-cli-v2').run(generate)
assert run.status() == 0
def text = run.log().text()
assert text.contains('Project name\n')
assert text.contains('Infrastructure: The language that the Azure resources are described in.\n  1) terraform  Terraform\n  2) bicep      Bicep\n')
assert text.contains("Project name (projectName 'a b' cannot be the name of a folder and a repository everywhere)\n")
assert text =~ /(?m)^  3\) nlp\b/
assert text.indexOf('Project type') < text.indexOf('Infrastructure: ')
assert text =~ /The same without questions: mvn -B mlops:generate .*-Dmlops\.infrastructureVersion=bicep .*-Dmlops\.projectName=asked /
assert text.contains("'aml-cliv2' is not offered: ")
assert text.contains('(did you mean aml-cli-v2?)')
// Bicep has no pipelines for GitHub: with one answer left nobody is asked.
assert !text.contains('CI/CD platform: ')
assert text.contains('selection  bicep, nlp, aml-cli-v2, azure-devops\n')
assert new File(basedir, 'asked/README.md').exists()

// The input ends before the last answer.
def ended = MavenRun.in(root).typing('ended', 'nlp').run(generate)
assert ended.status() != 0
assert ended.log().failure(1).startsWith('infrastructure_version is not chosen\n  add -Dmlops.infrastructureVersion=')
assert !new File(basedir, 'ended').exists()

// A build server never asks, whatever it forgot.
def server = MavenRun.in(root).with('TF_BUILD', 'True').typing('asked-in-ci').run(generate)
assert server.status() != 0
assert server.log().failure(1) == 'the project has no name\n  add -Dmlops.projectName=NAME'
