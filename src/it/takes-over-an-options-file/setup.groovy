import io.github.mlopsmaven.testkit.AzureShapedRepository

def template = new AzureShapedRepository().writeTo(basedir.toPath().resolve('template.git'))
new File(basedir, 'options.properties') << "project_template_github_url=${template.directory().toUri()}\n"
return
