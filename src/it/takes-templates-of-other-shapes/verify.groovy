import io.github.mlopsmaven.testkit.BuildLog
import io.github.mlopsmaven.testkit.FileTree
import io.github.mlopsmaven.testkit.MavenRun

def log = BuildLog.of(basedir.toPath())
def offered = log.run(7).toString()
assert offered.contains('-Dmlops.options.model=tabular')
assert !offered.contains('shared') && !offered.contains('_drafts')
assert offered.contains('region [eu-west-1]: Where it runs. (eu-west-1, eu-central-1, us-east-1)')

def wrong = log.failure(8)
assert wrong.contains("value workers '65' is invalid: it is at most 64")
assert wrong.contains('did you mean mit?): -Dmlops.values.license=mit')
assert log.failure(9).contains('use one of data-science, ml-service, other-cloud (did you mean data-science?) after //')
assert !new File(basedir, 'demo').exists()

// Template, archetype, project, options, values, organization.
def projects = [
  ['data-science', 'mlflow', 'My.Churn', [tracking: 'mlflow'], [license: 'mit'], 'acme'],
  ['data-science', 'none', 'a.b', [tracking: 'none'], [license: 'apache-2.0', copyright_holder: 'Me', environments: 'test', with_docs: 'true', package_name: 'other'], null],
  ['ml-service', 'flask', 'shop-api', [framework: 'flask', ci: 'github'], [gpu: 'true', gpu_type: 'a100'], 'acme/Data'],
  ['ml-service', 'fastapi', 'Shop', [framework: 'fastapi', ci: 'gitlab'], [namespace_package: 'org.shop'], 'acme'],
  ['other-cloud', 'private', 'Shop', [model: 'tabular', network: 'private', bastion: 'yes'], [replica_region: 'eu-west-1', stages: 'aa,bb,cc'], 'acme'],
]
projects.each { template, archetype, name, options, values, organization ->
  def arguments = [
    'org.apache.maven.plugins:maven-archetype-plugin:3.4.1:generate', 'mlops:generate', '-B', '-DarchetypeCatalog=local',
    '-DarchetypeGroupId=com.example', "-DarchetypeArtifactId=${template}-${archetype}-archetype", '-DarchetypeVersion=1.0.0-SNAPSHOT',
    "-DartifactId=${name}", "-DoutputDirectory=archetype/${template}",
    "-Dmlops.template=templates//${template}", "-Dmlops.projectName=${name}", "-Dmlops.outputDirectory=generate/${template}",
  ]*.toString()
  options.each { key, value -> arguments += ["-D${key}=${value}".toString(), "-Dmlops.options.${key}=${value}".toString()] }
  values.each { key, value -> arguments += ["-D${key}=${value}".toString(), "-Dmlops.values.${key}=${value}".toString()] }
  if (organization != null) {
    arguments += ["-Dorganization=${organization}".toString(), "-Dmlops.organization=${organization}".toString()]
  }
  def run = MavenRun.in(basedir.toPath()).run(*arguments)
  assert run.status() == 0 : run.log().text()
  def generated = basedir.toPath().resolve("generate/${template}/${name}")
  assert FileTree.withoutGit(basedir.toPath().resolve("archetype/${template}/${name}")) == FileTree.withoutGit(generated)
  // Names between delimiters, in a path and in a script that is full of what Velocity would take for its own.
  if (template == 'other-cloud') {
    assert generated.resolve('deploy/tabular/up.sh').toFile().text == """#!/bin/bash
# Full of "\${...}", "#" and "\\\$": none of it is Velocity.
set -eu
##  Shop in aa and bb and cc
BUCKET="\${BUCKET:-ml-shop-eu-west-1}"
if [[ -z "\${BUCKET#ml-}" ]]; then echo "\\\${BUCKET} #set(\\\$x) #[[ r w ]]#"; fi
aws s3 sync "s3://\$BUCKET" "s3://\${BUCKET}-EU-WEST-1" # eu-west-1
echo "Shop\\n" && exit "\$?"
"""
    assert generated.resolve('deploy/tabular/up.sh').toFile().canExecute()
  }
  // A block, and what is said at the end, in both ways.
  if (name == 'shop-api') {
    assert run.log().text().split('docker build -t acme/data/shop-api', -1).length == 3
    assert generated.resolve('deploy.yml').toFile().text == 'service: on\nresources:\n  gpu: "${GPU:-1}"\nregistry: ghcr.io\nname: $SERVICE\n'
    assert generated.resolve('src/com/acme/data/shop_api/main.py').toFile().file
  }
}
// What a template's author types before others get it.
[
  'data-science': ['-Dmlops.options.tracking=none', '-Dmlops.values.license=mit'],
  'ml-service': ['-Dmlops.options.framework=flask', '-Dmlops.options.ci=gitlab', '-Dmlops.organization=acme'],
  'other-cloud': ['-Dmlops.values.replica_region=eu-west-1'],
].each { template, arguments ->
  def run = MavenRun.in(basedir.toPath()).run(*([
    'mlops:options', 'mlops:verify-template', 'mlops:generate', '-B', '-Dmlops.dryRun', "-Dmlops.template=templates//${template}",
    '-Dmlops.projectName=demo', '-Dmlops.author=A <a@b.example>'] + arguments)*.toString())
  assert run.status() == 0 : run.log().text()
  assert run.log().text().contains('nothing was written')
}
assert !new File(basedir, 'demo').exists()

// Repositories that are no templates yet become some, and their projects come out with another name.
[
  working: [[], 'pyproject.toml', '[project]\nname = "my-shop"\nversion = "0.1.0"\n', 'src/my_shop/train.py', 'from my_shop import data\n'],
  cookies: [['-Dmlops.values.title=My Shop'], 'README.md', '# My Shop\n\nMIT ${{ secrets.TOKEN }} ${HOME}\n', 'src/my_shop/__init__.py', '"""MY SHOP"""\n'],
].each { name, expected ->
  def made = MavenRun.in(basedir.toPath()).run('mlops:new-template', '-B', "-Dmlops.template=${name}".toString())
  assert made.status() == 0 : made.log().text()
  assert new File(basedir, "${name}/.github/workflows/verify-template.yml").text.contains(':verify-template -Dmlops.template=.')
  def descriptor = new File(basedir, "${name}/mlops-template.yml").text
  def again = MavenRun.in(basedir.toPath()).run('mlops:new-template', '-B', "-Dmlops.template=${name}".toString())
  assert again.status() != 0 && again.log().text().contains('has mlops-template.yml already')
  assert new File(basedir, "${name}/mlops-template.yml").text == descriptor
  def run = MavenRun.in(basedir.toPath()).run(*([
    'mlops:options', 'mlops:verify-template', 'mlops:generate', '-B', "-Dmlops.template=${name}", '-Dmlops.projectName=my-shop',
    "-Dmlops.outputDirectory=new/${name}", '-Dmlops.author=A <a@b.example>'] + expected[0])*.toString())
  assert run.status() == 0 : run.log().text()
  def project = new File(basedir, "new/${name}/my-shop")
  assert new File(project, expected[1]).text == expected[2]
  assert new File(project, expected[3]).text == expected[4]
  assert !new File(project, 'mlops-template.yml').exists() && !new File(project, '.github/workflows/verify-template.yml').exists()
}
assert new File(basedir, 'new/working/my-shop/infrastructure').list() as List == ['bicep']
return
