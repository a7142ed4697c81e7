import io.github.mlopsmaven.testkit.AzureShapedRepository
import io.github.mlopsmaven.testkit.GitHttpServer

def served = basedir.toPath().resolve('served')
context.template = new AzureShapedRepository().writeTo(served.resolve('template.git'))
context.server = GitHttpServer.start(served)
new File(basedir, 'test.properties') << "mlops.template=${context.server.url('template.git')}\n"
return
