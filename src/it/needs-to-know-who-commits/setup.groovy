import io.github.mlopsmaven.testkit.AzureShapedRepository

def template = new AzureShapedRepository().writeTo(basedir.toPath().resolve('template.git'))
new File(basedir, 'test.properties') << "mlops.template=${template.directory().toUri()}\n"
return
