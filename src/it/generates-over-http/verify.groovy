import io.github.mlopsmaven.testkit.BuildLog
import io.github.mlopsmaven.testkit.CommittedProject
import io.github.mlopsmaven.testkit.FileTree
import io.github.mlopsmaven.testkit.MavenRun

try {
    def root = basedir.toPath()
    def demo = root.resolve('demo')
    def log = BuildLog.of(root).run(1)
    def commit = context.template.tip()

    // What the person reads.
    assert log.contains("[INFO] Generated ${demo}\n")
    assert log.contains("[INFO]   template   Azure MLOps v2 solution accelerator, ${context.server.url('template.git')} ")
    assert log.contains(commit.substring(0, 12))
    assert log.contains('[INFO]   selection  terraform, classical, aml-cli-v2, azure-devops\n')
    assert log =~ /content +\d+ files in one commit on main, tree [0-9a-f]{12}\n/
    assert log.contains('[INFO] Next:\n[INFO]   cd demo\n[INFO]   mvn mlops:verify ')
    // Maven has warnings of its own, before the goal and after it.
    def ours = log.substring(log.indexOf('[INFO] Generated '), log.indexOf('[INFO] Next:'))
    assert !ours.contains('[WARNING]')

    // What the person has.
    def project = CommittedProject.read(demo)
    assert project.branch() == 'main'
    assert project.commits() == 1
    assert project.clean()
    assert project.author() == 'Integration Test <integration-test@example.com>'
    assert project.message().startsWith('Start from Azure MLOps v2 solution accelerator\n')
    def files = project.modes().keySet()
    assert log.contains(" ${files.size()} files in one commit")
    assert files.containsAll([
        'README.md',
        '.mlops/project.yml',
        '.mlops/template-LICENSE',
        'config-infra-dev.yml',
        'data/taxi-data.csv',
        'data-science/src/train.py',
        'mlops/azureml/train/pipeline.yml',
        'mlops/devops-pipelines/deploy-model-training-pipeline.yml',
        'infrastructure/main.tf',
        'infrastructure/pipelines/tf-ado-deploy-infra.yml',
    ])
    assert files.every { !it.contains('github') && !it.contains('bicep') && !(it =~ /^(cv|nlp|classical|\.devcontainer)\//) }
    assert !files.any { it in ['SECURITY.md', 'SUPPORT.md', 'CODE_OF_CONDUCT.md', 'LICENSE'] }
    assert demo.resolve('config-infra-dev.yml').toFile().text.contains('terraform_workingdir: infrastructure\n')
    assert demo.resolve('.mlops/project.yml').toFile().text.contains(commit)
    assert demo.resolve('README.md').toFile().text.contains('# demo\n')

    // Nothing lies about beside it.
    assert basedir.list().toList().toSet() - ['served', 'target', '.mvn'] ==
        ['demo', 'build.log', 'invoker.properties', 'test.properties', 'setup.groovy', 'verify.groovy'].toSet()
    assert context.server.requests().size() <= 6
    assert context.server.connections() == 1

    // A second run changes nothing, and says what to do.
    def before = FileTree.of(demo)
    context.server.reset()
    def second = MavenRun.in(root).run('-B', 'mlops:generate', '-Dmlops.projectName=demo',
        "-Dmlops.template=${context.server.url('template.git')}".toString(), '-Dmlops.cacheDirectory=target/cache')
    assert second.status() != 0
    assert second.log().failure(1) == "${demo} exists already and was left as it is\n" +
        '  choose another name with -Dmlops.projectName=NAME or another folder with' +
        ' -Dmlops.outputDirectory=FOLDER, or move it away first'
    assert FileTree.of(demo) == before
    assert context.server.requests().isEmpty()
} finally {
    context.server?.close()
}
