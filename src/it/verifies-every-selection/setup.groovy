import io.github.mlopsmaven.testkit.GitHttpServer
import org.eclipse.jgit.api.Git
import org.eclipse.jgit.lib.PersonIdent

def served = new File(basedir, 'served')
def repository = { name, files ->
    def git = Git.init().setInitialBranch('main').setDirectory(new File(served, name)).call()
    files.each { path, text ->
        def file = new File(served, "${name}/${path}")
        file.parentFile.mkdirs()
        file.text = text
    }
    git.add().addFilepattern('.').call()
    git.commit().setMessage('files').setSign(false)
        .setAuthor(new PersonIdent('A', 'a@example.com')).setCommitter(new PersonIdent('A', 'a@example.com')).call()
    git.close()
}
def pipeline = { parameter, image ->
    """\
pool:
  vmImage: ${image}
resources:
  repositories:
    - repository: steps
      name: steps
      type: git
      ref: main
steps:
  - template: templates/train.yml@steps
    parameters:
      ${parameter}: a
"""
}
repository('template', [
    'mlops-template.yml': '''\
format: 1
name: contoso
options:
  model: {title: Model, default: good}
layout:
  - {from: "{model}", to: .}
fixes:
  - rule: azure-pipelines-retired-image
    reason: the image is gone
    files: [pipeline.yml]
    path: pool.vmImage
    value: ubuntu-24.04
pipeline_templates: {repository: contoso/steps, alias: steps}
''',
    'good/pipeline.yml': pipeline('file', 'ubuntu-20.04'),
    'bad/pipeline.yml': pipeline('fiel', 'ubuntu-24.04'),
])
repository('steps', ['templates/train.yml': 'parameters:\n  - {name: file, type: string}\nsteps: []\n'])
// The same with a state that the called repository never had.
new File(served, 'template').eachFileRecurse(groovy.io.FileType.FILES) { file ->
    def path = served.toPath().resolve('template').relativize(file.toPath()).toString()
    if (!path.startsWith('.git')) {
        def copy = new File(basedir, "gone/${path}")
        copy.parentFile.mkdirs()
        copy.text = file.text.replace('ref: main', 'ref: v9')
    }
}
context.server = GitHttpServer.start(served.toPath())
new File(basedir, 'test.properties') << """\
mlops.template=${context.server.url('template/.git')}
mlops.pipelineTemplatesUrl=${context.server.url('steps/.git')}
mlops.cacheDirectory=target/cache
"""
return
