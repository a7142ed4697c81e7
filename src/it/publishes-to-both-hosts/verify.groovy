import io.github.mlopsmaven.testkit.BuildLog
import io.github.mlopsmaven.testkit.CommittedProject

def root = basedir.toPath()
try {
    def log = BuildLog.of(root)
    def hub = context.hub.state()
    def azure = context.azure.state()

    // What is at the hosts is what was generated.
    assert hub['git contoso/hub'] == CommittedProject.read(root.resolve('hub')).commit()
    assert azure['git azure'] == CommittedProject.read(root.resolve('azure')).commit()
    assert hub['/repos/contoso/hub'].contains('"visibility":"private"')
    assert hub['/repos/contoso/hub'].contains('"default_branch":"main"')
    ['dev-plan', 'dev', 'prod-plan', 'prod'].each {
        assert hub.containsKey("/repos/contoso/hub/environments/${it}".toString())
        assert azure.containsKey("/contoso/ML Platform/_apis/distributedtask/environments/azure-${it}".toString())
    }
    new File(basedir, 'azure/pipelines').listFiles().findAll { it.file }.each {
        def name = it.name - '.yml'
        assert azure.containsKey("/contoso/ML Platform/_apis/pipelines/azure-${name}".toString())
    }
    assert log.run(1).contains("Published ${context.hub.url()}/contoso/hub")
    assert log.run(1).contains('  repository contoso/hub: made')
    def place = context.hub.url().replace('http://', '')
    assert log.run(1).contains("gh variable set AZURE_CLIENT_ID --repo ${place}/contoso/hub --env prod")
    assert log.run(1).contains("repository=\"\$(gh api --hostname ${place} repos/contoso/hub --jq")
    assert log.run(1).contains('${prefix}:environment:prod')
    assert log.run(2).contains('pipeline azure-train: made')
    assert log.run(2).contains("scripts/make-identities.sh ${context.azure.url()}/contoso 'ML Platform'")

    // The commands are part of the project that was pushed.
    assert new File(basedir, 'hub/README.md').text.contains('Azure, for contoso/hub\n----------------------\n')
    assert new File(basedir, 'hub/README.md').text.contains('type `bash .mlops/azure.sh`')
    assert new File(basedir, 'hub/.mlops/azure.sh').text.contains('az ad app federated-credential create')
    assert new File(basedir, 'hub/.mlops/azure.sh').canExecute()
    // The template's own script does it for Azure DevOps.
    assert new File(basedir, 'azure/scripts/make-identities.sh').canExecute()
    assert !new File(basedir, 'azure/.mlops/azure.sh').exists()
    assert !new File(basedir, 'later/README.md').text.contains('Azure, for')

    // A second run finds it all.
    assert log.run(3).contains('  main: there already')
    assert !log.run(3).contains(': made')
    assert log.run(4).contains('  main: there already')
    assert !log.run(4).contains(': made')

    // What is somebody else's is refused, or gets a pull request.
    assert log.failure(5).startsWith("${context.hub.url()}/contoso/used.git is not empty: it has main\n")
    assert log.failure(5).contains('what is done stays, and to go on type: mvn mlops:publish')
    assert CommittedProject.read(root.resolve('served/hub/contoso/used.git')).modes().keySet() == ['theirs.txt'] as Set
    assert log.run(6).contains('pull request from mlops/used-')
    assert hub.keySet().any { it.startsWith('/repos/contoso/used/pulls/') }

    // A dry run names the calls and makes none.
    def plan = new File(basedir, 'target/plan.txt').text
    assert plan.contains("POST ${context.hub.url()}/api/v3/orgs/contoso/repos")
    assert plan.contains("PUT ${context.hub.url()}/api/v3/repos/contoso/later/environments/prod")
    assert plan.contains('nothing was sent')
    assert !hub.containsKey('/repos/contoso/later')

    assert log.failure(9) == 'Maven is offline, so nothing can be published to GitHub\n' +
        '  run without -o; mlops:generate works offline where no remote is given'
    assert !new File(basedir, 'offline').exists()
    assert log.failure(10).contains('has no .mlops/project.yml, so it was not made by mlops:generate')

    assert log.failure(11).startsWith("GitHub at ${context.hub.url()}/api/v3 does not take the login")
    assert log.failure(11).contains('add a <server> with the id 127.0.0.1:')

    // No secret, as such or encoded, in anything that was printed or written.
    def secrets = ['pl4nted-hub', 'pl4nted-azure', 'pl4nted-value', 'pl4nted-wrong'].collectMany { secret ->
        [secret, secret.bytes.encodeBase64().toString()] +
            ['', 'x-access-token', 'oauth2'].collect { "${it}:${secret}".bytes.encodeBase64().toString() }
    }
    (1..log.runs()).each { run -> secrets.each { assert !log.run(run).contains(it) } }
    ['hub', 'azure', 'used', 'later', 'target'].each { made ->
        new File(basedir, made).eachFileRecurse(groovy.io.FileType.FILES) { file ->
            secrets.each { assert !file.getText('ISO-8859-1').contains(it) : file }
        }
    }
    ['hub', 'azure', 'used', 'later'].each { assert CommittedProject.read(root.resolve(it)).clean() }
} finally {
    context.hub?.close()
    context.azure?.close()
}
return
