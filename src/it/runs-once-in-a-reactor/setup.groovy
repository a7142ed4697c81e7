import io.github.mlopsmaven.testkit.AzureShapedRepository

def template = new AzureShapedRepository().writeTo(basedir.toPath().resolve('template.git'))
new File(basedir, 'test.properties') << "reactor.template=${template.directory().toUri()}\n"

def write = { path, text ->
    def file = new File(basedir, path)
    file.parentFile.mkdirs()
    file.text = text
}
['one', 'two'].each {
    write("${it}/.mlops/project.yml", """\
format: 1
generator:
  name: "mlops-maven-plugin"
  version: "0.1.0"
template:
  location: "builtin"
  version: "1"
  descriptor: "own"
project:
  name: "${it}"
selection:
  project_type: "a"
values: {}
""")
    write("${it}/.mlops/files", "100644 ${'0' * 40} data.json\tdata.json\n")
}
write('one/data.json', '{}\n')
write('two/data.json', '{\n')
write('three/data.json', '{\n')
write('three/accelerator/data.json', '{}\n')
return
