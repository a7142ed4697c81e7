import groovy.json.JsonSlurper
import io.github.mlopsmaven.testkit.BuildLog

def root = basedir.toPath()
try {
    def log = BuildLog.of(root)
    def url = context.server.url('template.git')

    // The plan, as a table.
    def table = log.run(1)
    assert table.contains("[INFO] Would generate ${root.resolve('demo')}\n")
    assert table =~ /(?m)^\[INFO\]   classical\/aml-cli-v2\/data-science\/src\/train\.py +-> data-science\/src\/train\.py +\? +copied$/
    assert table =~ /(?m)^\[INFO\]   config-infra-dev\.yml +-> config-infra-dev\.yml +\? +rewritten$/
    assert table =~ /(?m)^\[INFO\] \d+ files; nothing was written$/

    // The same for programs.
    def plan = new JsonSlurper().parse(new File(basedir, 'target/plan.json'))
    assert plan.template == url
    assert plan.commit == context.template.tip()
    assert plan.selection.values() as List == ['terraform', 'classical', 'aml-cli-v2', 'azure-devops']
    assert plan.missing == []
    assert table.contains("] ${plan.files.size()} files; nothing")
    def config = plan.files.find { it.target == 'config-infra-dev.yml' }
    assert config == [source: 'config-infra-dev.yml', target: 'config-infra-dev.yml', treatment: 'rewritten', executable: false]

    // What the template offers.
    def options = log.run(3)
    assert options =~ /(?m)^\[INFO\] Azure MLOps v2 solution accelerator, /
    assert options =~ /(?m)^\[INFO\]   -Dmlops\.projectType=cv  \(computer vision\)$/
    assert options =~ /(?m)^\[INFO\] \d+ combinations, \d+ of them complete:$/
    assert options =~ /(?m)^\[INFO\]   bicep +classical +aml-cli-v2 +github-actions +lacks the pipelines that deploy the infrastructure$/
    assert options.contains('[INFO]   namespace [mlopsv2]: First part of the name of every Azure resource.\n')

    def json = new JsonSlurper().parse(new File(basedir, 'target/options.json'))
    assert json.options*.name == ['infrastructure_version', 'project_type', 'mlops_version', 'orchestration']
    assert json.combinations.size() == 28
    assert json.combinations.count { !it.complete } == 11
    assert log.run(4).contains('[INFO] Written to ')

    def shown = log.run(5)
    assert new JsonSlurper().parseText(shown.substring(shown.indexOf('{\n'), shown.lastIndexOf('\n}') + 2)) == json

    assert log.failure(6) == "-Dmlops.format=yaml is unknown\n  use one of text, json"

    // Trees and the refs only: the files of this selection alone have some 400 kB.
    assert context.server.bytesSent() < 60_000
    assert !new File(basedir, 'demo').exists()
} finally {
    context.server?.close()
}
