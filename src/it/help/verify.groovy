def log = new File(basedir, 'build.log').text

assert log.contains('mlops:help')
assert log.contains('Display help information on mlops-maven-plugin')
// What most people look for comes first, with an example each.
def goals = ['mvn mlops:generate -D', 'mvn mlops:verify', 'mvn mlops:publish -D', 'mvn mlops:update -D'].collect { log.indexOf(it) }
assert goals[0] > 0 && goals == goals.toSorted() && goals[3] < log.indexOf('mlops:adopt')

// One jar, so that a first run downloads few files and each run opens few.
def folder = new File(localRepositoryPath, "io/github/mlops-maven/mlops-maven-plugin/$version")
def ours = { ending -> folder.listFiles().find { it.name ==~ /mlops-maven-plugin-[^-]+(-SNAPSHOT|-[\d.]+-\d+)?\.$ending/ } }
def needed = new groovy.xml.XmlSlurper().parse(ours('pom')).dependencies.dependency.findAll { !(it.scope.text() in ['provided', 'test']) }
assert needed*.artifactId*.text() == ['mlops-template']
def jar = new java.util.jar.JarFile(ours('jar'))
def names = jar.entries()*.name
assert jar.manifest.mainAttributes.getValue('Multi-Release') == 'true'
assert jar.manifest.entries.isEmpty()
assert !names.any { it ==~ /META-INF\/.*\.(SF|RSA|DSA|EC)|(META-INF\/versions\/\d+\/)?module-info\.class/ }
assert names.any { it ==~ /META-INF\/versions\/11\/org\/bouncycastle\/.*/ }
def text = { jar.getInputStream(jar.getEntry(it)).text }
// Services of two libraries with a file of the same name.
assert text('META-INF/services/java.nio.file.spi.FileSystemProvider').contains('SftpFileSystemProviderFacade')
assert text('META-INF/services/java.nio.file.spi.FileSystemProvider').contains('RootedFileSystemProvider')
assert text('META-INF/maven/plugin.xml').contains('<goalPrefix>mlops</goalPrefix>')
// Whose they are, under which license, and where its text is.
def licenses = text('META-INF/THIRD-PARTY.md')
def inside = names.findAll { it ==~ /META-INF\/maven\/.*\/pom\.properties/ }.collect { it.split('/')[2..3].join(':') }
assert inside.size() > 15
inside.findAll { !it.startsWith('io.github.mlops-maven:') }.each { assert licenses.contains("`$it`") }
licenses.findAll(/(?m)^\| `([\w.:-]+)` \|.*\| `([^`]+)` \|$/) { all, library, file -> assert names.contains(file) }
assert licenses.findAll(/(?m)^\| `/).size() == inside.size() - 1 + ['bcprov', 'bcutil', 'bcpg', 'jna', 'jna-platform'].size()
assert text('META-INF/NOTICE').startsWith('mlops-maven') && text('META-INF/NOTICE').contains('Apache MINA SSHD')
jar.close()
