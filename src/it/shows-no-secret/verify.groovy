import io.github.mlopsmaven.testkit.BuildLog
import io.github.mlopsmaven.testkit.CommittedProject
import io.github.mlopsmaven.testkit.Planted

def root = basedir.toPath()
try {
    def log = BuildLog.of(root)
    def hub = context.hub.state()
    // All of them were used.
    assert hub['git contoso/fares'] == CommittedProject.read(root.resolve('fares')).commit()
    assert hub['/repos/contoso/fares/actions/secrets/REPORT_HOOK'].contains('"opened":"pl4nted-hook"')
    assert hub['/repos/contoso/fares/environments/prod/secrets/STORE_KEY'].contains('"opened":"pl4nted-store"')
    assert context.proxy.requests().any { it.contains(context.hub.url()) }
    assert log.run(2).contains('secret REPORT_HOOK: there already')
    assert new File(basedir, 'target/plan.txt').text.contains("Would then push main to ${context.git.url('none.git')}\n")

    // Each was refused for what it was meant to be refused for.
    assert log.failure(4).contains('rejects the credentials')
    assert log.failure(5).startsWith('repository contoso/forbidden cannot be created: the credentials do not allow that')
    assert log.failure(6).contains('refused.git refused branch main: pre-receive hook declined')
    assert log.failure(7).startsWith('the credentials for 127.0.0.1:')
    assert log.failure(8).contains('requires valid credentials')
    assert log.failure(9).contains('namespace')

    def names = ['github', 'gh', 'enterprise', 'system', 'pat', 'app', 'store', 'settings', 'proxy', 'hook', 'unused', 'url', 't00',
        'wrong', 'n0t', 'answer'].collect { 'pl4nted-' + it }
    def planted = Planted.of(names, ['anna', 'paul'])
    (1..log.runs()).each { assert planted.in(log.run(it)) == [] : "run ${it}" }
    ['fares', 'forbidden', 'refused', 'pushed', 'target'].each { assert planted.below(root.resolve(it)) == [] : it }
} finally {
    context.get('git')?.close()
    context.get('hub')?.close()
    context.get('proxy')?.close()
}
return
