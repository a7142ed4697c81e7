import io.github.mlopsmaven.testkit.BuildLog
import io.github.mlopsmaven.testkit.CommittedProject

def root = basedir.toPath()
try {
    def log = BuildLog.of(root)
    assert CommittedProject.read(root.resolve('demo')).clean()
    // Each request that reached the server came through the proxy.
    def url = context.server.url('template.git')
    assert context.server.requests().size() > 0
    assert context.proxy.requests().count { it.contains(url) } >= context.server.requests().size()

    assert log.failure(2) == 'the proxy 127.0.0.1 requires valid credentials\n' +
        '  correct <username> and <password> of the <proxy> in settings.xml'
    assert !new File(basedir, 'refused').exists()
    ['pr0xy-pass', 'n0t-right'].each { secret ->
        assert !log.text().contains(secret)
        assert !log.text().contains("walker:${secret}".bytes.encodeBase64().toString())
    }
} finally {
    context.server?.close()
    context.proxy?.close()
}
return
