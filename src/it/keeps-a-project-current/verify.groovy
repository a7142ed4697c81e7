import groovy.json.JsonSlurper
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
assert behind.log().failure(1).startsWith('demo: the template has a newer state')
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
assert current.log().text().contains('nothing to do: the project is at this state')

// Another choice, as a commit.
def switched = maven('mlops:update', '-Dmlops.options.host=ado', '-Dmlops.result=commit', '-Dmlops.author=A <a@b.example>')
assert switched.status() == 0 : switched.log().text()
assert new File(demo, 'ci/ado/ci.yml').exists() && !new File(demo, 'ci/gh').exists()
def project = CommittedProject.read(demo.toPath())
assert project.clean() && project.message().startsWith('Update from small')
return
