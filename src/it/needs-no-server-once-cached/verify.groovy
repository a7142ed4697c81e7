import groovy.json.JsonSlurper
import io.github.mlopsmaven.testkit.BuildLog
import io.github.mlopsmaven.testkit.FileTree
import io.github.mlopsmaven.testkit.MavenRun

def root = basedir.toPath()
def url = context.server.url('template.git')
try {
    def log = BuildLog.of(root)
    def remedy = '\n  run once without -o'
    assert log.failure(2) == "${url} at 'v1.1.0' is not in the cache, or not all of it, and Maven is offline" + remedy
    assert log.failure(3) == "${url} is not in the cache, or not all of it, and Maven is offline" + remedy
    assert log.failure(4) == "${url} is not in the cache, or not all of it, and Maven is offline" + remedy
    assert !new File(basedir, 'refused').exists()
    // The first run alone talked to the server.
    assert context.server.requests().count { it.contains('/info/refs') } == 1
} finally {
    context.server?.close()
}

def again = { String... more ->
    MavenRun.in(root).run(*(['-B', 'mlops:generate', "-Dmlops.template=${url}".toString(),
        '-Dmlops.cacheDirectory=target/cache', '-Dmlops.infrastructureVersion=terraform', '-Dmlops.projectType=classical',
        '-Dmlops.mlopsVersion=aml-cli-v2', '-Dmlops.orchestration=azure-devops', '-Dmlops.projectName=online',
        *more] as String[]))
}
def expected = FileTree.withoutGit(root.resolve('online'))

// The server is gone. Offline, the branch is as it was last seen.
def offline = again('-o', '-Dmlops.outputDirectory=offline')
assert offline.status() == 0 : offline.log().text()
assert FileTree.withoutGit(root.resolve('offline/online')) == expected

// A full commit id that is held needs no server, online or offline; the files are the same.
def held = again('-Dmlops.outputDirectory=held', "-Dmlops.templateRef=${context.template.tip()}".toString())
assert held.status() == 0 : held.log().text()
def own = ['README.md', '.mlops/project.yml']
assert FileTree.withoutGit(root.resolve('held/online')).findAll { !(it.key in own) } == expected.findAll { !(it.key in own) }

// What was done in a project is told without a server too.
new File(basedir, 'online/config-infra-dev.yml') << '# mine\n'
assert new File(basedir, 'online/data-science/src/train.py').delete()
def status = { String... more ->
    MavenRun.in(root).run(*(['-B', '-o', 'mlops:status', '-Dmlops.projectDirectory=online',
        '-Dmlops.cacheDirectory=target/cache', *more] as String[]))
}
def told = status('-Dmlops.format=json', '-Dmlops.outputFile=status.json')
assert told.status() == 0 : told.log().text()
def report = new JsonSlurper().parse(new File(basedir, 'status.json'))
assert report.state == 'current'
assert report.files.findAll { it.here != 'same' }.collect { [it.path, it.here] } ==
    [['config-infra-dev.yml', 'changed'], ['data-science/src/train.py', 'missing']]
def drift = status('-Dmlops.failOn=drift')
assert drift.status() != 0
assert drift.log().failure(1).startsWith('online: 2 files are not as the template gave them')

// Online, a branch is looked up, and the server that does not answer is named.
def online = again('-Dmlops.outputDirectory=gone')
assert online.status() != 0
assert online.log().failure(1) == "127.0.0.1 refuses connections at port ${context.server.port()}\n" +
    "  check the URL's host and port, and <proxies> in settings.xml"
assert !new File(basedir, 'gone/online').exists()
return
