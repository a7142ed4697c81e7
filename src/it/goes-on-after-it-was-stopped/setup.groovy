import io.github.mlopsmaven.testkit.FakeGitHub

context.hub = FakeGitHub.start(basedir.toPath().resolve('served'), 't0ken')
new File(basedir, 'test.properties').text = "mlops.githubUrl=${context.hub.url()}\n"
return
