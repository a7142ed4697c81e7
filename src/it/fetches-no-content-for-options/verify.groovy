import groovy.json.JsonSlurper
import io.github.mlopsmaven.testkit.BuildLog
import io.github.mlopsmaven.testkit.FileTree
import io.github.mlopsmaven.testkit.MavenRun

def root = basedir.toPath()
try {
    def log = BuildLog.of(root)
    def url = context.server.url('template.git')

    // The plan, as a table.
    def table = log.run(1)
    assert table.contains("[INFO] Would generate ${root.resolve('demo')}\n")
    assert table =~ /(?m)^\[INFO\]   data-science\/src\/  \(\d+ files, [\d,]+ B\)$/
    assert table =~ /(?m)^\[INFO\]     train\.py +[\d,]+ B  copied$/
    assert table =~ /(?m)^\[INFO\]     config-infra-dev\.yml +[\d,]+ B  rewritten$/
    assert table =~ /(?m)^\[INFO\] \d+ files in one commit on main, tree [0-9a-f]{12}; nothing was written$/

    // The same for programs.
    def plan = new JsonSlurper().parse(new File(basedir, 'target/plan.json'))
    assert plan.template == url
    assert plan.commit == context.template.tip()
    assert plan.selection.values() as List == ['terraform', 'classical', 'aml-cli-v2', 'azure-devops']
    assert plan.missing == []
    assert table.contains("] ${plan.files.size()} files in one commit on main, tree ${plan.tree.take(12)}; nothing")
    def config = plan.files.find { it.target == 'config-infra-dev.yml' }
    assert config.source == 'config-infra-dev.yml' && config.treatment == 'rewritten' && !config.executable
    assert plan.files.find { it.target == 'README.md' || it.target == '.mlops/project.yml' } != null

    // It is the project that comes out: each file with its size. Its name is in the lock and the README.
    def project = root.resolve('target/real')
    assert plan.files*.target.toSet() == FileTree.withoutGit(project).findAll { path, what -> what != 'directory' }.keySet().toSet()
    plan.files.findAll { it.source != null }.each { assert project.resolve(it.target).toFile().length() == it.size : it.target }
    assert plan.findings.every { log.run(7).contains("${it.file}:${it.line}: ") }
    assert log.failure(9) == log.failure(8)
    assert log.failure(8).contains('the project would have')

    // What the template offers.
    def options = log.run(3)
    assert options =~ /(?m)^\[INFO\] Azure MLOps v2 solution accelerator, /
    assert options =~ /(?m)^\[INFO\]   -Dmlops\.projectType=cv  \(computer vision\)$/
    assert options =~ /(?m)^\[INFO\] 28 combinations, 17 complete$/
    assert options =~ /(?m)^\[INFO\] \d+ incomplete combinations?, without the pipelines that deploy the infrastructure:$/
    assert options.contains('[INFO]   namespace [mlopsv2]: First part of the name of every Azure resource.\n')

    def json = new JsonSlurper().parse(new File(basedir, 'target/options.json'))
    assert json.options*.name == ['infrastructure_version', 'project_type', 'mlops_version', 'orchestration']
    assert json.combinations.size() == 28
    assert json.combinations.count { !it.complete } == 11
    assert log.run(4).contains('[INFO] Written to ')

    def shown = log.run(5)
    assert new JsonSlurper().parseText(shown.substring(shown.indexOf('{\n'), shown.lastIndexOf('\n}') + 2)) == json

    assert log.failure(6) == "-Dmlops.format=yaml is unknown\n  use one of text, json"

    // Trees and the refs only: the files of one selection alone have some 400 kB.
    def before = context.server.bytesSent()
    assert MavenRun.in(root).run('mlops:options', '-Dmlops.cacheDirectory=target/empty').status() == 0
    assert context.server.bytesSent() - before < 60_000
    assert !['demo', 'wrong'].any { new File(basedir, it).exists() }
    assert !basedir.list().any { it.contains('.mlops-') }
} finally {
    context.server?.close()
}
