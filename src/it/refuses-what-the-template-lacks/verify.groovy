import io.github.mlopsmaven.testkit.BuildLog

def log = BuildLog.of(basedir.toPath())

assert log.failure(1) == "project_type 'clasical' is not offered by this template (-Dmlops.projectType=clasical)\n" +
    '  use one of classical, cv, nlp (did you mean classical?)'
assert log.failure(2) == 'this template does not have project_type=nlp together with mlops_version=rai-aml-cli-v2\n' +
    '  change one of them: -Dmlops.projectType=classical, or -Dmlops.mlopsVersion=aml-cli-v2 or python-sdk-v2'
assert log.failure(3).startsWith('this template has only a part of infrastructure_version=bicep, project_type=classical,')
assert log.failure(3).contains(': it lacks the pipelines that deploy the infrastructure\n')
assert log.failure(3).endsWith('-Dmlops.allowPartial=true to do without')

assert log.run(4).contains('[INFO]   missing    pipelines that deploy the infrastructure, which the template lacks\n')
assert new File(basedir, 'partial/README.md').text.contains('- pipelines that deploy the infrastructure\n')

assert log.failure(5) == 'orchestration is not chosen\n' +
    '  add -Dmlops.orchestration=github-actions or -Dmlops.orchestration=azure-devops'
assert log.failure(6) == 'the project has no name\n  add -Dmlops.projectName=NAME'
assert log.failure(7).endsWith("template.git has no branch or tag 'v1.1.O'\n" +
    '  use one of main, v1.1.0, v1.1.0-annotated (did you mean v1.1.0?)')
assert log.failure(8).startsWith("value namespace 'contosoweather' is invalid: it has at most 12 characters, not 14\n")
assert log.failure(9).contains("would be named 'stcontosoml00000017prodtf' (25 characters): a storage account has 3 to 24")
assert log.failure(9).contains('\n  shorten or change -Dmlops.values.namespace or -Dmlops.values.postfix')
assert log.failure(10).startsWith("this template has no value 'namespce' (-Dmlops.values.namespce=contoso)\n  use one of namespace, postfix, ")
assert log.failure(10).endsWith('(did you mean namespace?)')
assert log.failure(11).startsWith("template 'buildin' is not a folder, git URL or Maven coordinates\n  use builtin, azure, ")
assert log.failure(11).endsWith('(did you mean builtin?)')

assert !new File(basedir, 'demo').exists()
return
