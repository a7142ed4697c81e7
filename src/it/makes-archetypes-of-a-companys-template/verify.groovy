import io.github.mlopsmaven.testkit.BuildLog
import io.github.mlopsmaven.testkit.FileTree

def log = BuildLog.of(basedir.toPath())
def made = log.run(1).toString()
assert made.contains('3 archetypes from ')
assert made.contains('acme-cv-archetype: 6 files, 2 selections')
assert made.contains('acme-shared-archetype: 5 files, 1 selection')
assert made.contains('this template has project_type=broken only incompletely, with every other choice: no archetype was created for it')

// The catalogs: the one that is written, and the local repository's, which the installation brings up to date.
def names = { File catalog -> new groovy.xml.XmlSlurper().parse(catalog).archetypes.archetype.findAll { it.groupId.text() == 'com.example.ml' }.collect { it.artifactId.text() + ' ' + it.version.text() } }
def all = ['acme-cv-archetype 1.0.0', 'acme-nlp-archetype 1.0.0', 'acme-shared-archetype 1.0.0']
assert names(new File(basedir, 'mlops-archetypes/archetype-catalog.xml')) == all
assert names(new File(basedir, '../../local-repo/archetype-catalog.xml')).sort() == all

// A project of one of them; the catalog alone said where it is.
def demo = new File(basedir, 'demo')
assert new File(demo, 'src/train.py').text == 'print("cv")\n'
assert new File(demo, 'zone/zone.txt').text == 'east\n'
assert new File(demo, 'README.md').text == '# demo\n'
assert new File(demo, '.gitignore').file
assert !new File(demo, 'pom.xml').exists()

assert log.failure(4).contains('mlops-archetypes exists already and was left as it was')
assert log.failure(5).contains('this template has no option projecttype')
assert log.failure(5).contains('did you mean project_type?')
assert !new File(basedir, 'other').exists()

assert new File(basedir, 'west/zone/zone.txt').text == 'south\n'
assert new File(basedir, 'west/.mlops/project.yml').text.contains('fixes:\n  - "command-missing-file"\n  - "json-syntax"\n')
assert new File(demo, '.mlops/project.yml').text.contains('fixes:\n  - "json-syntax"\n')
['demo', 'west'].each { name ->
  assert FileTree.withoutGit(basedir.toPath().resolve(name)) == FileTree.withoutGit(basedir.toPath().resolve("generated/${name}"))
}

// What the archetype prints to type commits the same tree, although the template's .gitignore names every file.
def typed = log.run(3).readLines().dropWhile { !it.endsWith('To commit it as it is, type:') }.drop(1).takeWhile { it.startsWith('  ') }
assert typed.size() == 4
def shell = { String script ->
  def builder = new ProcessBuilder('sh', '-e').redirectErrorStream(true)
  ['AUTHOR', 'COMMITTER'].each {
    builder.environment().put('GIT_' + it + '_NAME', 'Anna')
    builder.environment().put('GIT_' + it + '_EMAIL', 'anna@example.com')
  }
  def process = builder.start()
  process.outputStream.withWriter('UTF-8') { it << script + '\n' }
  def said = process.inputStream.getText('UTF-8').trim()
  assert process.waitFor() == 0 : said
  said
}
shell(typed.join('\n'))
def trees = ['demo', 'generated/demo'].collect { shell('git -C "' + new File(basedir, it) + '" rev-parse "HEAD^{tree}"') }
assert trees[0] == trees[1]
return
