import io.github.mlopsmaven.testkit.BareRepository

context.files = [
  'mlops-template.yml': '''format: 1
name: small
options:
  host: {default: gh}
parts:
  pipelines: {core: true}
layout:
  - {from: all, to: .}
  - {from: "hosts/{host}", to: "ci/{host}", part: pipelines}
''',
  'all/a.txt': (1..20).collect { "line ${it}\n".toString() }.join(''),
  'all/b.txt': 'old\n',
  'hosts/gh/ci.yml': 'on: push\n',
  'hosts/ado/ci.yml': 'trigger: none\n',
]
def place = basedir.toPath().resolve('template.git')
context.template = BareRepository.create(place)
context.template.commit('main', context.files)
new File(basedir, 'test.properties') << "mlops.template=${place.toUri()}\n"
return
