import io.github.mlopsmaven.testkit.BuildLog
import io.github.mlopsmaven.testkit.MavenRun

def root = basedir.toPath()
assert BuildLog.of(root).failure(1) == 'the project has no name\n  add -Dmlops.projectName=NAME'

def generate = ['mlops:generate', "-Dmlops.template=${root.resolve('template.git').toUri()}".toString(),
    '-Dmlops.cacheDirectory=target/cache', '-Dmlops.author=Ada Example <ada@example.org>'] as String[]

// Name, then each option that is still open: by text, by number, after a typo.
def run = MavenRun.in(root).typing('asked', 'bicep', '3', 'aml-cliv2', 'aml-cli-v2').run(generate)
assert run.status() == 0
def text = run.log().text()
assert text.contains('Project name\n')
assert text.contains('Infrastructure: The language that the Azure resources are described in.\n  1) terraform\n  2) bicep\n')
assert text.contains('  3) nlp\n')
assert text.contains("'aml-cliv2' is not offered: ")
assert text.contains('(did you mean aml-cli-v2?)')
// Bicep has no pipelines for GitHub: with one answer left nobody is asked.
assert !text.contains('Orchestration: ')
assert text.contains('selection  bicep, nlp, aml-cli-v2, azure-devops\n')
assert new File(basedir, 'asked/README.md').exists()

// The input ends before the last answer.
def ended = MavenRun.in(root).typing('ended', 'bicep').run(generate)
assert ended.status() != 0
assert ended.log().failure(1).startsWith('project_type is not chosen\n  add -Dmlops.projectType=classical or ')
assert !new File(basedir, 'ended').exists()

// A build server never asks, whatever it forgot.
def server = MavenRun.in(root).with('CI', 'true').typing('asked-in-ci').run(generate)
assert server.status() != 0
assert server.log().failure(1) == 'the project has no name\n  add -Dmlops.projectName=NAME'
