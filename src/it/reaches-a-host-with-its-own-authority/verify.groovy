import io.github.mlopsmaven.testkit.BuildLog
import io.github.mlopsmaven.testkit.CommittedProject

def root = basedir.toPath()
try {
    def log = BuildLog.of(root)
    assert log.failure(1).startsWith("GitHub: TLS handshake with 127.0.0.1 failed: no authority that is trusted here has signed the certificate")
    assert log.failure(1).contains('give Maven\'s JVM a trust store that has it: MAVEN_OPTS=-Djavax.net.ssl.trustStore=FILE')
    assert log.failure(1).contains('completed steps are kept; to continue, type: mvn mlops:publish')

    assert log.run(2).contains('  repository contoso/fares: made')
    assert context.hub.state()['git contoso/fares'] == CommittedProject.read(root.resolve('fares')).commit()
    // Calls and push went through it, and nothing else did; but Maven 4 asks its own servers too.
    def through = context.proxy.requests()
    if (log.run(2).startsWith('Apache Maven 4')) {
        through = through.findAll { it.contains('127.0.0.1') }
    }
    assert through.size() >= 2
    assert through.every { it == "CONNECT ${context.hub.url().replace('https://', '')} HTTP/1.1" }

    assert log.failure(3).startsWith("the proxy on the way to ${context.hub.url()}/api/v3 requires valid credentials")
    assert !log.text().contains('n0t-right')
} finally {
    context.get('hub')?.close()
    context.get('proxy')?.close()
}
return
