import groovy.json.JsonSlurper
import io.github.mlopsmaven.testkit.MavenRun
import java.nio.file.Files

// Everything but git's own directory: names, bytes, and who may run it.
def files = { File project ->
  def found = new TreeMap()
  project.eachFileRecurse {
    def path = project.toPath().relativize(it.toPath()).toString()
    if (path != '.git' && !path.startsWith('.git' + File.separator)) {
      found[path] = it.directory ? 'directory' : [it.canExecute(), Files.readAllBytes(it.toPath()).encodeHex().toString()]
    }
  }
  found
}

def offered = new JsonSlurper().parse(new File(basedir, 'options.json')).combinations*.selection
assert offered.size() > 3

// With -Dit.selections=all every selection; with few so many that each value is seen; otherwise so many that each two
// values that go together are seen together.
def together = selections == 'few' ? 1 : 2
def seen = { selection -> selection.entrySet().toList().subsequences().findAll { it.size() == together }.collect { it*.value as Set } as Set }
def chosen = []
if (selections == 'all') {
  chosen = offered
} else {
  def open = offered.collectMany { seen(it) } as Set
  while (open) {
    def best = offered.max { (seen(it).intersect(open)).size() }
    chosen << best
    open -= seen(best)
  }
}

def archetypes = ['pipeline-templates': 'mlops-pipelines-archetype'].withDefault { 'mlops-' + it + '-archetype' }
def parameters = ['infrastructure_version': 'infrastructureVersion', 'project_type': 'projectType', 'mlops_version': 'mlopsVersion', 'orchestration': 'orchestration']
chosen.eachWithIndex { selection, i ->
  def name = selection.values().join('-')
  def arguments = [
    'org.apache.maven.plugins:maven-archetype-plugin:3.4.1:generate',
    'mlops:generate',
    '-B',
    '-DarchetypeCatalog=local',
    '-DarchetypeGroupId=io.github.mlops-maven',
    '-DarchetypeArtifactId=' + archetypes[selection.project_type],
    '-DarchetypeVersion=' + version,
    '-DartifactId=demo',
    '-DoutputDirectory=archetype/' + name,
    '-Dmlops.projectName=demo',
    '-Dmlops.outputDirectory=generate/' + name,
  ]
  selection.each { option, value ->
    arguments << "-D${option}=${value}".toString()
    arguments << "-Dmlops.${parameters[option]}=${value}".toString()
  }
  // Every other project has names and settings of its own.
  if (i % 2 == 0) {
    arguments += ['-Dorganization=acme', '-Dmlops.organization=acme']
    if (selection.infrastructure_version) {
      arguments += ['-Dnamespace=shop', '-Dmlops.values.namespace=shop', '-Denable_monitoring=true', '-Dmlops.values.enable_monitoring=true']
    }
  }
  def run = MavenRun.in(basedir.toPath()).run(*arguments)
  assert run.status() == 0 : run.log().text()

  def archetype = files(new File(basedir, "archetype/${name}/demo"))
  def generate = files(new File(basedir, "generate/${name}/demo"))
  assert generate.size() > 10
  assert archetype.keySet() == generate.keySet()
  generate.each { path, content -> assert archetype[path] == content : name + ': ' + path }
}
println "${chosen.size()} of ${offered.size()} selections have the same files both ways"
