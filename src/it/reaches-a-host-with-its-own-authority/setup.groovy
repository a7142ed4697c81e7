import io.github.mlopsmaven.testkit.FakeGitHub
import io.github.mlopsmaven.testkit.ForwardProxy
import io.github.mlopsmaven.testkit.TestCertificate

def served = basedir.toPath().resolve('served')
served.toFile().mkdirs()
context.hub = FakeGitHub.start(served.resolve('hub'), 't0ken', TestCertificate.make(served))
context.proxy = ForwardProxy.start('paul:pr0xy-pass')
['proxy.xml': 'pr0xy-pass', 'wrong.xml': 'n0t-right'].each { file, password ->
    new File(basedir, file).text = "<settings><proxies><proxy><id>p</id><protocol>http</protocol><host>127.0.0.1</host>" +
        "<port>${context.proxy.port()}</port><username>paul</username><password>${password}</password></proxy></proxies></settings>"
}
new File(basedir, 'test.properties').text = "mlops.githubUrl=${context.hub.url()}\n"
return
