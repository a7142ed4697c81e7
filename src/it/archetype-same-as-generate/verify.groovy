import java.nio.file.Files

// Everything but git's own directory: names, bytes, and who may run it.
def files = { File project ->
  def found = new TreeMap()
  project.eachFileRecurse {
    def path = project.toPath().relativize(it.toPath()).toString()
    if (path != '.git' && !path.startsWith('.git' + File.separator)) {
      found[path] = it.directory ? 'directory' : [it.canExecute(), Files.readAllBytes(it.toPath()).encodeHex().toString()]
    }
  }
  found
}

def selections = [['terraform', 'bicep'], ['github-actions', 'azure-devops']].combinations().collect { it.join('-') }
assert selections.size() == 4
for (selection in selections) {
  def archetype = files(new File(basedir, "archetype/${selection}/demo"))
  def generate = files(new File(basedir, "generate/${selection}/demo"))
  assert generate.size() > 20
  assert archetype.keySet() == generate.keySet()
  generate.each { path, content -> assert archetype[path] == content : selection + ': ' + path }
}
return true
