import io.github.mlopsmaven.template.BlobIds
import io.github.mlopsmaven.testkit.BareRepository

def root = basedir.toPath()
def descriptor = '''\
format: 1
name: own
options: {kind: {default: a}}
layout: [{from: "{kind}", to: .}]
values: {location: {default: westeurope, set: [{files: [config.yml], path: location}]}}
'''
def files = ['mlops-template.yml': descriptor, 'a/config.yml': 'location: mars\n', 'a/guard.yml': 'on: push\n', 'a/d.json': '{}\n']
files['b/config.yml'] = files['a/config.yml']
def template = BareRepository.create(root.resolve('template.git'))
def old = template.commit('main', files)
def tip = template.commit('main', files + ['a/new.txt': 'x\n'])
template.head('main')
def foreign = BareRepository.create(root.resolve('foreign.git'))
def other = foreign.commit('main', files)
foreign.head('main')

def write = { path, text ->
    def file = new File(basedir, path)
    file.parentFile.mkdirs()
    file.text = text
}
def project = { name, repository, ref, commit, more ->
    def url = repository.directory().toUri().toString()
    write("${name}/.mlops/project.yml", """\
format: 1
generator:
  name: "mlops-maven-plugin"
  version: "${more.version ?: '0.1.0-SNAPSHOT'}"
template:
  location: "${url}"
  ref: "${ref}"
  commit: "${commit}"
  url: "${url}"
  descriptor: "own"
project:
  name: "${name}"
selection:
  kind: "${more.kind ?: 'a'}"
""")
    def given = ['config.yml': 'location: westeurope\n', 'guard.yml': 'on: push\n', 'd.json': '{}\n']
    if (more.isNewest) {
        given['new.txt'] = 'x\n'
    }
    write("${name}/.mlops/files", given.collect { path, text -> "100644 ${BlobIds.of(text.bytes)} ${path}\ta/${path}\n" }.join(''))
    given.each { path, text -> write("${name}/${path}", text) }
}
project('good', template, 'main', tip, [isNewest: true])
project('bad', template, 'v9', old, [version: '0.0.1', kind: 'a'])
project('foreign', foreign, 'main', other, [:])
write('bad/.mlops/owned', 'guard.yml\n')
write('bad/guard.yml', 'on: never\n')
write('bad/config.yml', 'location: mars\n')
write('bad/d.json', '{\n')

write('parent/mlops-policy.yml', """\
format: 1
templates: [{url: "${template.directory().toUri()}", refs: [main]}]
generator: "[0.1.0-SNAPSHOT,)"
forbidden: [{when: {kind: a, location: mars}, reason: no air}]
required_values: {location: [westeurope]}
unchanged: [guard.yml]
verify: {fail_on: error, rules_may_be_lowered: false}
max_behind: {commits: 0}
exceptions: [{project: bad, check: unchanged, until: 2020-01-01, reason: a pilot}]
""")
return
