import groovy.json.JsonSlurper
import io.github.mlopsmaven.testkit.FakeAzureDevOps
import io.github.mlopsmaven.testkit.FakeGitHub
import io.github.mlopsmaven.testkit.CommittedProject
import io.github.mlopsmaven.testkit.MavenRun

def root = basedir.toPath()
def demo = new File(basedir, 'demo')
def maven = { String... more ->
    MavenRun.in(root).run(*(['-B', '-Dmlops.projectDirectory=demo', *more] as String[]))
}
def commit = {
    ['git add -A', 'git -c user.name=A -c user.email=a@b.example commit -qm Work'].each { command ->
        assert command.execute(null, demo).waitFor() == 0
    }
}

// The template moves on, and so do the people who work with the project.
context.template.commit('main', context.files + [
  'all/a.txt': context.files['all/a.txt'].replace('line 2\n', 'theirs 2\n').replace('line 10\n', 'theirs 10\n'),
  'all/b.txt': 'newer\n',
])
new File(demo, 'a.txt').text = context.files['all/a.txt'].replace('line 18\n', 'mine 18\n').replace('line 10\n', 'mine 10\n')
commit()
def edited = new File(demo, 'a.txt').text

def behind = maven('mlops:status', '-Dmlops.failOn=behind', '-Dmlops.format=json', '-Dmlops.outputFile=status.json')
assert behind.status() != 0
assert behind.log().failure(1).startsWith('demo: the template has a newer version')
assert new JsonSlurper().parse(new File(basedir, 'status.json')).state == 'behind'

// Both changed line 10: nothing but that is left to a person.
def dry = maven('mlops:update', '-Dmlops.dryRun')
assert dry.status() == 0 : dry.log().text()
assert dry.log().text().contains('both               a.txt  CONFLICT')
assert new File(demo, 'b.txt').text == 'old\n'
def conflict = maven('mlops:update')
assert conflict.status() != 0
assert conflict.log().failure(1) == 'both the project and its template changed: a.txt\n' +
    '  edit and git add each, or take a side with -Dmlops.ours=PATTERN or -Dmlops.theirs=PATTERN, or go back with -Dmlops.abort'
assert new File(demo, 'a.txt').text.contains('theirs 2\n')
assert new File(demo, 'a.txt').text.contains('<<<<<<< this project\nmine 10\n')
assert new File(demo, 'b.txt').text == 'newer\n'

def abort = maven('mlops:update', '-Dmlops.abort')
assert abort.status() == 0 : abort.log().text()
assert new File(demo, 'a.txt').text == edited
assert CommittedProject.read(demo.toPath()).clean()

maven('mlops:update')
def ours = maven('mlops:update', '-Dmlops.ours=a.txt')
assert ours.status() == 0 : ours.log().text()
assert new File(demo, 'a.txt').text == edited
commit()
def current = maven('mlops:update')
assert current.log().text().contains('nothing to do: the project is at this version')

// Another choice, as a commit.
def switched = maven('mlops:update', '-Dmlops.options.host=ado', '-Dmlops.result=commit', '-Dmlops.author=A <a@b.example>')
assert switched.status() == 0 : switched.log().text()
assert new File(demo, 'ci/ado/ci.yml').exists() && !new File(demo, 'ci/gh').exists()
def project = CommittedProject.read(demo.toPath())
assert project.clean() && project.message().startsWith('Update from small')

// As a pull request, from what is committed: at both hosts.
def git = { String... command ->
    def process = (['git'] + command.toList()).execute(null, demo)
    def said = process.text
    assert process.waitFor() == 0 : "${command}: ${said}"
    return said.trim()
}
context.template.commit('main', context.files + ['all/b.txt': 'newest\n', 'all/a.txt': context.files['all/a.txt'] + 'line 21\n'])
new File(demo, 'a.txt').text = edited + 'mine 21\n'
commit()
new File(demo, 'b.txt').text = 'not committed\n'
def propose = { host, place, remote, String... more ->
    git('push', '-q', place.toUri().toString(), 'HEAD:main')
    git('remote', 'add', remote, '-f', place.toUri().toString())
    git('config', "remote.${remote}.url", host.url() + '/' + context.path)
    git('config', 'branch.main.remote', remote)
    def run = { String... last ->
        MavenRun.in(root).with('GH_ENTERPRISE_TOKEN', 'pl4nted-token').with('AZURE_DEVOPS_EXT_PAT', 'pl4nted-token')
            .run(*(['-B', '-X', 'mlops:update', '-Dmlops.projectDirectory=demo', '-Dmlops.pullRequest', '-Dmlops.author=A <a@b.example>', *more, *last] as String[]))
    }
    def dryRun = run('-Dmlops.dryRun')
    assert dryRun.status() == 0 : dryRun.log().text()
    assert dryRun.log().text().contains('Would be proposed as a pull request, a draft:')
    assert dryRun.log().text() =~ /- `[0-9a-f]{7} \d{4}-\d\d-\d\d /
    assert !host.state().keySet().any { it ==~ /.*\/pull(s|requests)\/\d+/ }
    def first = run()
    assert first.status() == 0 : first.log().text()
    assert first.log().text().contains('mlops/update: pushed; ')
    assert first.log().text().contains('pull request from mlops/update: made; ' + host.url())
    assert git('--git-dir', place.toString(), 'show', 'mlops/update:b.txt') == 'newest'
    assert !git('--git-dir', place.toString(), 'show', 'mlops/update:a.txt').contains('<<<<<<<')
    def pulls = host.state().findAll { it.key ==~ /.*\/pull(s|requests)\/\d+/ }
    assert pulls.size() == 1
    assert pulls.values().first().contains('raft":true') && pulls.values().first().contains('mine 21')
    def again = run()
    assert again.log().text().contains('mlops/update: there already')
    assert !again.log().text().contains(': made')
    assert [dryRun, first, again].every { !it.log().text().contains('pl4nted-token') }
    assert new File(demo, 'b.txt').text == 'not committed\n'
}
context.hub = FakeGitHub.start(root.resolve('served/hub'), 'pl4nted-token')
context.azure = FakeAzureDevOps.start(root.resolve('served/azure'), 'pl4nted-token')
try {
    context.path = 'contoso/demo.git'
    propose(context.hub, context.hub.make('contoso', 'demo').directory(), 'hub', "-Dmlops.githubUrl=${context.hub.url()}")
    // The same repository as one of a fleet, without its checkout: its pull request is found.
    def fleet = MavenRun.in(root).with('GH_ENTERPRISE_TOKEN', 'pl4nted-token')
        .run('-B', 'mlops:fleet', '-Dmlops.of=github:contoso', "-Dmlops.githubUrl=${context.hub.url()}".toString(),
            '-Dmlops.action=update', '-Dmlops.author=A <a@b.example>')
    assert fleet.status() == 0 : fleet.log().text()
    assert fleet.log().text().contains('[1/1] contoso/demo: behind; there already, ' + context.hub.url() + '/contoso/demo/pull/')
    assert context.hub.state().keySet().count { it ==~ /.*\/pulls\/\d+/ } == 1
    assert new File(basedir, 'mlops-fleet/fleet.html').text.contains('contoso/demo')
    assert new JsonSlurper().parse(new File(basedir, 'mlops-fleet/fleet.json')).repositories[0].files.conflict == ['a.txt']
    context.path = 'contoso/ML%20Platform/_git/demo'
    propose(context.azure, context.azure.make('demo').directory(), 'azure')
} finally {
    context.hub.close()
    context.azure.close()
}
def marked = maven('mlops:update', '-Dmlops.result=branch', '-Dmlops.onConflict=mark')
assert marked.status() != 0
assert marked.log().failure(1).startsWith('a branch never has conflict markers, and onConflict is mark')

// A copy without lock and history: found again by what the files are, and only two files are written.
def lock = new File(demo, '.mlops/project.yml').text
assert new File(demo, '.mlops').deleteDir() && new File(demo, '.git').deleteDir()
new File(demo, 'b.txt').text = 'newer\n'
git('init', '-q', '-b', 'main')
git('add', '-A')
git('-c', 'user.name=A', '-c', 'user.email=a@b.example', 'commit', '-qm', 'Copied')
def tracked = git('ls-files', '-s')
def template = "-Dmlops.template=${root.resolve('template.git').toUri()}".toString()
def found = maven('mlops:adopt', template, '-Dmlops.dryRun')
assert found.status() == 0 : found.log().text()
assert found.log().text().contains('demo  came from ') && found.log().text().contains('selection  host=ado')
assert !new File(demo, '.mlops').exists()
def adopted = maven('mlops:adopt', template, '-Dmlops.format=json', '-Dmlops.outputFile=adopted.json')
assert adopted.status() == 0 : adopted.log().text()
assert git('status', '--porcelain', '-uall').readLines()*.trim().sort() == ['?? .mlops/files', '?? .mlops/project.yml']
assert git('ls-files', '-s') == tracked
assert new JsonSlurper().parse(new File(basedir, 'adopted.json')).selection == [host: 'ado']
assert new File(demo, '.mlops/project.yml').text.contains('host: "ado"') && lock.contains('host: "ado"')
git('add', '-A')
git('-c', 'user.name=A', '-c', 'user.email=a@b.example', 'commit', '-qm', 'Adopted')
def twice = maven('mlops:adopt', template)
assert twice.status() != 0
assert twice.log().failure(1).contains('says already where it came from')
def following = maven('mlops:update', '-Dmlops.onConflict=hold', '-Dmlops.result=commit', '-Dmlops.author=A <a@b.example>')
assert following.status() == 0 : following.log().text()
assert new File(demo, 'b.txt').text == 'newest\n'
assert new File(demo, 'a.txt').text.contains('mine 18\n')
assert CommittedProject.read(demo.toPath()).clean()
return
