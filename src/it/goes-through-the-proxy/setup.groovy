import io.github.mlopsmaven.testkit.AzureShapedRepository
import io.github.mlopsmaven.testkit.ForwardProxy
import io.github.mlopsmaven.testkit.GitHttpServer

def served = basedir.toPath().resolve('served')
new AzureShapedRepository().writeTo(served.resolve('template.git'))
context.server = GitHttpServer.start(served)
context.proxy = ForwardProxy.start('walker:pr0xy-pass')
['proxy.xml': 'pr0xy-pass', 'wrong.xml': 'n0t-right'].each { file, password ->
    new File(basedir, file).text = """\
<settings>
  <proxies>
    <proxy>
      <id>corporate</id>
      <protocol>http</protocol>
      <host>127.0.0.1</host>
      <port>${context.proxy.port()}</port>
      <username>walker</username>
      <password>${password}</password>
      <nonProxyHosts>localhost</nonProxyHosts>
    </proxy>
  </proxies>
</settings>
"""
}
new File(basedir, 'test.properties') << "mlops.template=${context.server.url('template.git')}\n"
return
