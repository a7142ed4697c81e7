// maven-archetype runs this after it has written the files. In batch mode it does not check answers, so this does, before
// anybody works with the project; and it puts right what maven-archetype cannot: a file that several choices have in
// different forms, names that look like its own placeholders, the executable bit, line ends on Windows. It removes the pom.xml
// that maven-archetype insists on, and ends with the list of what the template gave.
import java.nio.charset.StandardCharsets
import java.nio.file.Files
import java.nio.file.attribute.PosixFilePermission
import java.security.MessageDigest

// @DATA@

def folder = new File(request.outputDirectory, request.artifactId)
def answers = request.properties
def pom = new File(folder, 'pom.xml')
// The pom.xml is the first file of every run, and there was none before: what is older is the user's.
def since = pom.lastModified()

def refusal = { String problem, String remedy -> problem + '\n  ' + remedy }

def visible = { String text ->
  text.codePoints().allMatch { point ->
    point >= 0x20 && !(point >= 0x7F && point <= 0x9F) && !(point >= 0x200B && point <= 0x200F) &&
        !(point >= 0x2028 && point <= 0x202E) && !(point >= 0x2060 && point <= 0x206F) && point != 0xFEFF &&
        point < 0xFFFE || point > 0xFFFF
  }
}

// What Velocity worked out: texts of values and names, and paths that depend on them. A line is KIND KEY=TEXT.
def worked = [name: [:], applies: [:], path: [:], next: [:]]
def readWorked = {
  def file = new File(folder, answersFile)
  if (file.isFile()) {
    new String(Files.readAllBytes(file.toPath()), StandardCharsets.UTF_8).split('\r?\n').findAll { it.contains('=') }.each {
      def key = it.substring(0, it.indexOf('='))
      def space = key.indexOf(' ')
      worked[key.substring(0, space)][key.substring(space + 1)] = it.substring(it.indexOf('=') + 1)
    }
  }
}

def elementProblem = { value, String text ->
  !(text ==~ value.type) ? value.typeMessage
      : !value.choices.isEmpty() && !value.choices.contains(text) ? 'it is one of ' + value.choices.join(', ')
      : value.minimum != '' && new BigInteger(text) < new BigInteger(value.minimum) ? 'it is at least ' + value.minimum
      : value.maximum != '' && new BigInteger(text) > new BigInteger(value.maximum) ? 'it is at most ' + value.maximum
      : value.maxLength >= 0 && text.length() > value.maxLength ? 'it has at most ' + value.maxLength + ' characters, not ' + text.length()
      : !(text ==~ value.pattern) ? value.message : null
}

def valueProblem = { value, String text ->
  if (!value.array) {
    return elementProblem(value, text)
  }
  def elements = text.isEmpty() ? [] : text.split(',', -1).collect { it.trim() }
  for (element in elements) {
    def wrong = elementProblem(value, element)
    if (wrong != null) {
      return "'" + element + "' in it is invalid: " + wrong
    }
  }
  def twice = elements.find { one -> elements.count { it == one } > 1 }
  return twice == null ? null : "it has '" + twice + "' twice"
}

// A path that an answer is a part of has to work everywhere, as those of the template do.
def pathProblem = { String path ->
  if (path =~ /[\x00-\x1f\x7f<>:"|?*\\]/) {
    return 'has a character that Windows does not allow in names'
  }
  for (segment in path.split('/', -1)) {
    if (segment.isEmpty() || segment == '.' || segment == '..') {
      return "has the segment '" + segment + "'"
    }
    if (segment.replaceAll('[\\x{200c}-\\x{200f}\\x{202a}-\\x{202e}\\x{206a}-\\x{206f}\\x{feff}]', '') ==~ /(?i)(?:\.git|git~[0-9]+)[ .]*/) {
      return "reaches into git's own directory"
    }
    if (segment ==~ /(?i)(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\s*\..*)?\s*/) {
      return 'is the name of a device on Windows'
    }
    if (segment.endsWith('.') || segment.endsWith(' ')) {
      return 'ends in a dot or a space, which Windows drops'
    }
  }
  return null
}

def targetOf = { entry -> entry.size() > 2 ? worked.path[entry[2].toString()] : entry[1] }

def refused = {
  def older = []
  folder.eachFileRecurse { if (it.isFile() && it.lastModified() < since) older << it }
  if (!older.isEmpty()) {
    return refusal(folder.path + ' exists already and was left as it was',
        'choose another name with -DartifactId=NAME, or move it away first')
  }
  // An answer under the name of the plugin's parameter would be ignored, and another one would come out.
  // The same answer is harmless: the plugin's own goal may run in the same command.
  // maven-archetype passes on what an archetype asks for; Maven makes the rest of the command line system properties.
  def typed = { name -> answers.getProperty(name) ?: System.getProperty(name) }
  for (name in options*.name + values*.name + ['project_name', 'organization']) {
    def parameter = name.replaceAll('_([a-z0-9])') { all, letter -> letter.toUpperCase(Locale.ROOT) }
    def wrong = [parameter, 'mlops.' + parameter, 'mlops.options.' + name, 'mlops.values.' + name]
        .find { it != name && typed(it) != null && typed(it) != answers.getProperty(name) }
    if (wrong != null) {
      return refusal('-D' + wrong + ' is not a property of this archetype', 'use -D' + name + '=' + typed(wrong))
    }
  }
  for (option in options) {
    def given = answers.getProperty(option.name)
    if (!option.words.contains(given)) {
      return refusal(option.name + " '" + given + "' is not offered by this archetype",
          (option.words.size() == 1 ? 'use ' : 'use one of ') + option.words.join(', ') + ': -D' + option.name + '=' + option.words[0])
    }
  }
  def chosen = options.collect { answers.getProperty(it.name) }
  if (!selections.contains(chosen)) {
    def pairs = [options*.name, chosen].transpose().collect { it.join('=') }
    return refusal('this archetype does not have ' + pairs.join(' together with '), 'change one of them, or see what there is with mvn mlops:options')
  }
  def name = answers.getProperty('project_name')
  if (!(name ==~ projectName) ||
      name ==~ /(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?/ ||
      name ==~ /(?i).*\.(?:git|wiki)|app_(?:browsers|code|data|globalresources|localresources|themes|webresources)/ ||
      name ==~ /(?i)bin|web|web\.config|server|signalr|defaultcollection/) {
    return refusal("project_name '" + name + "' cannot be the name of a folder and a repository everywhere",
        "use 1 to 64 letters, digits, '.', '_' and '-', beginning with a letter or digit: -DartifactId=my-project")
  }
  for (answered in ['organization'] + values*.name) {
    def given = answers.getProperty(answered)
    if (given.contains('"') || given.contains('\\') || given.contains('${') || !visible(given)) {
      return refusal(answered + ' has a character that an archetype cannot write',
          'remove double quotes, backslashes, ${ and control characters: -D' + answered + '=TEXT')
    }
  }
  readWorked()
  for (value in values) {
    def given = worked.name[value.name]
    if (value.conditional && !worked.applies.containsKey(value.name) || value.defaults.contains(given)) {
      continue
    }
    def rule = valueProblem(value, given)
    if (rule != null) {
      return refusal('value ' + value.name + " '" + given + "' is invalid: " + rule, 'give another with -D' + value.name + '=TEXT')
    }
  }
  for (rule in names) {
    def built = worked.name[rule.key]
    if (built == null) {
      continue
    }
    def tooLong = rule.maxLength >= 0 && built.length() > rule.maxLength
    if (tooLong || !(built ==~ rule.pattern)) {
      return refusal('the ' + rule.title + " would be named '" + built + "' (" + built.length() + ' characters): ' + (tooLong ? rule.lengthMessage : rule.message),
          'shorten or change ' + rule.parts.collect { '-D' + it }.join(' or '))
    }
  }
  def root = folder.toPath()
  def targets = []
  folder.eachFileRecurse {
    def path = root.relativize(it.toPath()).toString().replace(File.separator, '/')
    if (it.isFile() && path != 'pom.xml' && !path.startsWith(waitingDirectory + '/')) targets << path
  }
  for (entry in moved) {
    if (Files.exists(root.resolve(entry[0]))) {
      def target = targetOf(entry)
      def wrong = pathProblem(target)
      if (wrong != null) {
        return refusal('the path ' + entry[1] + " would be '" + target + "', which " + wrong, 'give another answer for the name in it')
      }
      targets << target
    }
  }
  def seen = [:]
  def directories = [:]
  for (path in targets) {
    for (int i = path.indexOf('/'); i >= 0; i = path.indexOf('/', i + 1)) {
      def directory = path.substring(0, i)
      def other = directories.putIfAbsent(directory.toLowerCase(Locale.ROOT), directory)
      if (other != null && other != directory) {
        return refusal('the project would have the paths ' + other + ' and ' + directory + ', which are the same on Windows and macOS', 'give another answer for the name in them')
      }
    }
    def other = seen.putIfAbsent(path.toLowerCase(Locale.ROOT), path)
    if (other != null) {
      return refusal('the project would have two files at ' + path, 'give another answer for the name in it')
    }
  }
  for (path in targets) {
    if (directories.containsKey(path.toLowerCase(Locale.ROOT))) {
      return refusal('the path ' + path + ' would be a file and a directory at once', 'give another answer for the name in it')
    }
  }
  return null
}

// Where there is a pom.xml in the current folder, maven-archetype has added the project to its modules, just before it wrote
// that POM's coordinates into the project's own. What was changed earlier is not its work.
def leaveParentAlone = {
  def parent = new File(request.outputDirectory, 'pom.xml')
  if (parent.isFile() && parent.lastModified() >= since - 5000) {
    def text = new String(Files.readAllBytes(parent.toPath()), StandardCharsets.ISO_8859_1)
    def module = new String(('<module>' + request.artifactId + '</module>').getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
    def fixed = text.replaceFirst('[ \\t\\r\\n]*' + java.util.regex.Pattern.quote(module), '')
    Files.write(parent.toPath(), fixed.getBytes(StandardCharsets.ISO_8859_1))
  }
}

def removeEmpty
removeEmpty = { File directory ->
  directory.listFiles().findAll { it.isDirectory() }.each { removeEmpty(it) }
  if (directory.list().length == 0) {
    directory.delete()
  }
}

def problem = refused()
leaveParentAlone()
if (problem != null) {
  def ours = []
  folder.eachFileRecurse { if (it.isFile() && it.lastModified() >= since) ours << it }
  ours.each { it.delete() }
  removeEmpty(folder)
  throw new IllegalArgumentException(problem)
}

pom.delete()
def root = folder.toPath()
// Of two files that go to one path, the one that these choices have is the one that was written.
def present = templateFiles.findAll { Files.exists(root.resolve(it[0])) }
new File(folder, answersFile).delete()
def placed = [:]
for (entry in moved) {
  def from = root.resolve(entry[0])
  if (Files.exists(from)) {
    def to = root.resolve(targetOf(entry))
    placed[entry[0]] = targetOf(entry)
    Files.createDirectories(to.parent)
    Files.move(from, to)
  }
}
def waiting = new File(folder, waitingDirectory)
if (waiting.isDirectory()) {
  removeEmpty(waiting)
}
def lineEnd = System.getProperty('line.separator')
if (lineEnd != '\n') {
  for (path in rendered) {
    def file = root.resolve(placed.getOrDefault(path, path))
    if (Files.exists(file)) {
      def text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
      Files.write(file, text.replace(lineEnd, '\n').getBytes(StandardCharsets.ISO_8859_1))
    }
  }
}
for (path in executable) {
  def file = root.resolve(placed.getOrDefault(path, path))
  if (Files.exists(file) && file.fileSystem.supportedFileAttributeViews().contains('posix')) {
    def permissions = Files.getPosixFilePermissions(file)
    permissions << PosixFilePermission.OWNER_EXECUTE
    if (permissions.contains(PosixFilePermission.GROUP_READ)) {
      permissions << PosixFilePermission.GROUP_EXECUTE
    }
    if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
      permissions << PosixFilePermission.OTHERS_EXECUTE
    }
    Files.setPosixFilePermissions(file, permissions)
  }
}
def lines = present.collect { [placed.getOrDefault(it[0], it[1]), it[2], it[0]] }.sort { it[0] }.collect {
  def content = Files.readAllBytes(root.resolve(it[0]))
  def digest = MessageDigest.getInstance('SHA-1')
  digest.update(('blob ' + content.length + '\0').getBytes(StandardCharsets.US_ASCII))
  digest.update(content)
  (executable.contains(it[0]) || executable.contains(it[2]) ? '100755 ' : '100644 ') + digest.digest().encodeHex() + ' ' + it[0] + '\t' + it[1] + '\n'
}
Files.write(root.resolve(fileList), (fileListHeader + '\n' + lines.join('')).getBytes(StandardCharsets.UTF_8))

// What mlops:generate would have done: every file is committed, also one that .gitignore names, with the bits and line ends
// that the template has.
def typed = { String text -> text ==~ '[A-Za-z0-9_./:@%+=,~-]+' ? text : '"' + text.replace('"', '\\"') + '"' }
// Windows keeps no bit that git could see.
def bitless = executable.findAll { Files.exists(root.resolve(it)) && !root.fileSystem.supportedFileAttributeViews().contains('posix') }
println 'To commit it as it is, type:'
println '  cd ' + typed(folder.path)
println '  git init --initial-branch=main'
println '  git -c core.autocrlf=false -c core.safecrlf=false add --all --force'
if (!bitless.isEmpty()) {
  println '  git update-index --chmod=+x ' + bitless.collect(typed).join(' ')
}
println '  git commit --message="Start from the archetype"'
if (!worked.next.isEmpty()) {
  println 'Next: cd ' + folder.path
  worked.next.each { println '  - ' + it.value }
}
