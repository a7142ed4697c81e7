import io.github.mlopsmaven.testkit.BuildLog
import org.eclipse.jgit.api.Git

def root = basedir.toPath()

// Each line that differs from the template's, as [old, new]; everything else is the same byte for byte.
def git = Git.open(new File(basedir, 'template.git'))
def original = { path ->
    def repository = git.repository
    def walk = org.eclipse.jgit.treewalk.TreeWalk.forPath(repository, path, repository.resolve('HEAD^{tree}'))
    new String(repository.open(walk.getObjectId(0)).bytes, 'ISO-8859-1').split('(?<=\n)') as List
}
def changes = { project, source, target ->
    def before = original(source)
    def after = new String(new File(basedir, "${project}/${target}").bytes, 'ISO-8859-1').split('(?<=\n)') as List
    assert before.size() == after.size()
    [before, after].transpose().findAll { it[0] != it[1] }
}

assert changes('ado', 'config-infra-dev.yml', 'config-infra-dev.yml') == [
    ["  namespace: mlopsv2 #Note: part of a storage account's name\n", "  namespace: contoso #Note: part of a storage account's name\n"],
    ['  postfix: 0001\n', '  postfix: 0042\n'],
    ['  location: eastus\n', '  location: westeurope\n'],
    ['  environment: dev\n', '  environment: test\n'],
    ['  terraform_workingdir: infrastructure/terraform\n', '  terraform_workingdir: infrastructure\n'],
]
assert changes('ado', 'config-infra-prod.yml', 'config-infra-prod.yml')*.get(1)*.trim() == [
    "namespace: contoso #Note: part of a storage account's name", 'postfix: 0042', 'location: westeurope', 'terraform_workingdir: infrastructure',
]
// A file with Windows line ends keeps them.
def pipeline = changes('ado', 'infrastructure/terraform/devops-pipelines/tf-ado-deploy-infra.yml', 'infrastructure/pipelines/tf-ado-deploy-infra.yml')
assert pipeline == [
    ['      name: mlops-templates\r\n', '      name: Platform/pipeline-templates\r\n'],
    ['      ref: main\r\n', '      ref: v7\r\n'],
]
def workflow = changes('gha', 'infrastructure/terraform/github-actions/tf-gha-deploy-infra.yml', '.github/workflows/tf-gha-deploy-infra.yml')
assert workflow == [
    ['    uses: Azure/mlops-templates/.github/workflows/read-yaml.yml@main\r\n', '    uses: contoso/pipeline-templates/.github/workflows/read-yaml.yml@v7\r\n'],
    ['    uses: Azure/mlops-templates/.github/workflows/run-pipeline.yml@main\r\n', '    uses: contoso/pipeline-templates/.github/workflows/run-pipeline.yml@v7\r\n'],
]
git.close()
return
