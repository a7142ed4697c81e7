import io.github.mlopsmaven.testkit.BuildLog
import io.github.mlopsmaven.testkit.CommittedProject

def root = basedir.toPath()
try {
    def log = BuildLog.of(root)
    ['by-host', 'by-id', 'in-url'].each { assert CommittedProject.read(root.resolve(it)).clean() }
    assert CommittedProject.read(root.resolve('served/project.git')).commit() ==
        CommittedProject.read(root.resolve('by-id')).commit()

    def url = context.server.url('template.git')
    def id = "127.0.0.1:${context.server.port()}"
    assert log.failure(3) == "the credentials for ${id} were rejected\n" +
        "  correct user and password or token of the <server> for ${id} in settings.xml"
    assert log.failure(4) == "${url} requires authentication, and there are no credentials for ${id}\n" +
        "  add a <server> with id ${id} to settings.xml, or name one with -Dmlops.templateServerId=ID " +
        '(-Dmlops.remoteServerId=ID for what is pushed to)'
    assert log.failure(5) == 'settings.xml has no <server> with the id corporate-git\n' +
        '  add one, or name the id of an existing one'
    assert !new File(basedir, 'refused').exists()
    assert log.failure(6).startsWith("the credentials for ${id} were rejected\n")
    assert CommittedProject.read(root.resolve('kept')).clean()

    // No secret, as such or encoded, in any log or file that was made.
    def secrets = ['pa55-w0rd', 'n0t-right'].collectMany { [it, "builder:${it}".bytes.encodeBase64().toString()] }
    // Maven shows at -X what it was given on the command line: the URL of run 7 is run without -X.
    (1..log.runs()).each { run -> secrets.each { assert !log.run(run).contains(it) } }
    ['by-host', 'by-id', 'in-url', 'kept', 'target'].each { made ->
        new File(basedir, made).eachFileRecurse(groovy.io.FileType.FILES) { file ->
            secrets.each { assert !file.getText('ISO-8859-1').contains(it) : file }
        }
    }
} finally {
    context.server?.close()
}
return
