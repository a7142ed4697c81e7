import io.github.mlopsmaven.testkit.BuildLog

def root = basedir.toPath()
def log = BuildLog.of(root)

assert log.run(1).contains('selection  terraform, classical, aml-cli-v2, github-actions\n')
assert log.run(1).contains("  cd ${new File('projects/weather')}\n")
assert new File(basedir, 'projects/weather/.github/workflows/tf-gha-deploy-infra.yml').exists()
assert new File(basedir, 'projects/weather/.mlops/project.yml').text.contains('contoso')

assert log.run(2).contains('selection  terraform, classical, aml-cli-v2, azure-devops\n')
assert new File(basedir, 'projects/other/infrastructure/pipelines/tf-ado-deploy-infra.yml').exists()
assert !new File(basedir, 'projects/other/.github').exists()

assert log.failure(3).contains("typo.properties has the key 'project_typ', which no goal knows\n    use one of ")
assert log.failure(3).contains('(did you mean project_type?)')
assert log.failure(4).contains('untouched.properties still has the placeholder <your-project> for project_name\n')
assert log.failure(5).contains('absent.properties does not exist\n  check -Dmlops.optionsFile')
