import io.github.mlopsmaven.testkit.CommittedProject
import io.github.mlopsmaven.testkit.FakeHost
import io.github.mlopsmaven.testkit.MavenRun

def root = basedir.toPath()
def hub = context.hub
try {
    def things = { String name ->
        hub.state().findAll { place, thing -> place.startsWith("/repos/contoso/${name}") }
            .collectEntries { place, thing -> [place.replace(name, 'NAME'), thing.replace(name, 'NAME')] }
    }
    def whole = things('whole')
    assert whole.size() > 5

    // Where it is stopped: as the repository is made, and as an environment is looked for.
    ['making': { it.method() == 'POST' && it.uri().endsWith('/repos') },
     'looking': { it.uri().endsWith('/environments/prod') }].each { name, moment ->
        def maven = MavenRun.in(root).with('GH_ENTERPRISE_TOKEN', 't0ken')
        def run = null
        hub.intercept { request ->
            if (!moment(request)) {
                return OptionalInt.empty()
            }
            run.stop()
            // On a busy machine the stop arrives later than an answer would, and the run would come to its end before it.
            run.awaitEnd()
            // The answer never comes; what was asked for is not known to be done.
            hub.intercept { OptionalInt.empty() }
            OptionalInt.of(FakeHost.HANG_UP)
        }
        run = maven.start('-B', 'mlops:generate', "-Dmlops.projectName=${name}".toString(), '-Dmlops.remote=github',
            "-Dmlops.githubUrl=${hub.url()}".toString(), '-Dmlops.organization=contoso', '-Dmlops.environments',
            '-Dmlops.visibility=internal')
        def stopped = run.end()
        assert stopped.status() != 0 : stopped.log().text()
        // Told once, on a line that can be typed, and nothing beside it: no success, and no failure of its own.
        def said = stopped.log().text() =~ /(?m)^  Completed steps are kept; to continue, type: mvn (.*)$/
        assert said.find() : stopped.log().text()
        assert stopped.log().text().count('to continue, type') == 1
        assert !stopped.log().text().contains('BUILD')
        assert CommittedProject.read(root.resolve(name)).clean()

        def again = maven.run((['-B'] + said.group(1).split(' ').toList()) as String[])
        assert again.status() == 0 : again.log().text()
        assert things(name) == whole
        assert hub.state()["git contoso/${name}".toString()] == CommittedProject.read(root.resolve(name)).commit()
    }
} finally {
    hub?.close()
}
return
