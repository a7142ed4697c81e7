import io.github.mlopsmaven.testkit.BuildLog
import io.github.mlopsmaven.testkit.CommittedProject
import org.eclipse.jgit.api.Git

def root = basedir.toPath()
try {
    def log = BuildLog.of(root)

    // What was pushed is what was made, and git knows from now on where it belongs.
    ['by-file', 'by-http'].eachWithIndex { name, i ->
        def project = CommittedProject.read(root.resolve(name))
        assert project.clean()
        assert CommittedProject.read(root.resolve("served/${name}.git")).commit() == project.commit()
        def config = Git.open(new File(basedir, name)).withCloseable { it.repository.config }
        def remote = config.getString('remote', 'origin', 'url')
        assert remote.endsWith("${name}.git") || remote.endsWith("${name}.git/")
        assert config.getString('branch', 'main', 'remote') == 'origin'
        assert config.getString('branch', 'main', 'merge') == 'refs/heads/main'
        assert log.run(i + 1).contains('[INFO]   pushed to  ')
    }

    // When it cannot be pushed, the project stays, and the command to type is there.
    def url = { context.server.url("${it}.git") }
    def again = { name -> "the project is complete at ${root.resolve(name)} and only the push is missing, type:" +
        " git -C ${root.resolve(name)} push ${url(name)} main" }
    assert log.failure(3).startsWith("${url('guarded')} refused branch main: pre-receive hook declined" +
        ' (the server says: Ask the platform team before the first push.)\n')
    assert log.failure(3).endsWith(again('guarded'))
    assert log.failure(4) == "${url('used')} is not empty: it has main, v1.1.0, v1.1.0-annotated\n" +
        "  push to an empty repository (created without README and license), or to a new branch of this one;" +
        " with -Dmlops.remote=github or azure-devops, add -Dmlops.pullRequest for that branch and a pull request;" +
        " the project is complete at ${root.resolve('used')}, for a new branch type:" +
        " git -C ${root.resolve('used')} push ${url('used')} main:add-used"
    assert log.failure(5).startsWith("there is no repository at ${url('nowhere')}\n")
    assert log.failure(5).endsWith(again('nowhere'))
    ['guarded', 'used', 'nowhere'].each {
        def project = CommittedProject.read(root.resolve(it))
        assert project.clean() && project.commits() == 1
    }
} finally {
    context.server?.close()
}
return
