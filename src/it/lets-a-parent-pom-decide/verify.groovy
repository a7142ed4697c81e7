import io.github.mlopsmaven.testkit.BuildLog

def log = BuildLog.of(basedir.toPath())

def first = new File(basedir, 'projects/first')
assert log.run(1).contains('selection  terraform, classical, aml-cli-v2, azure-devops\n')
assert log.run(1).contains("v1.1.0 (${context.template.tagged().substring(0, 12)})")
assert new File(first, '.mlops/project.yml').text.contains('contoso/platform')
assert new File(first, 'config-infra-dev.yml').text.contains('namespace: contoso #')
assert new File(first, 'config-infra-dev.yml').text.contains('location: westeurope\n')

def second = new File(basedir, 'projects/second')
assert log.run(2).contains("main (${context.template.tip().substring(0, 12)})")
assert new File(second, 'infrastructure/main.bicep').exists()
assert new File(second, 'config-infra-dev.yml').text.contains('namespace: contoso #')
assert new File(second, 'config-infra-dev.yml').text.contains('postfix: 0007\n')
