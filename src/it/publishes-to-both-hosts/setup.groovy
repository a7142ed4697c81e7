import io.github.mlopsmaven.testkit.FakeAzureDevOps
import io.github.mlopsmaven.testkit.FakeGitHub

new File(basedir, 'target').mkdirs()
context.hub = FakeGitHub.start(basedir.toPath().resolve('served/hub'), 'pl4nted-hub')
context.azure = FakeAzureDevOps.start(basedir.toPath().resolve('served/azure'), 'pl4nted-azure')
context.hub.make('contoso', 'used').commit('main', ['theirs.txt': 'theirs'])
def places = """\
mlops.githubUrl=${context.hub.url()}
mlops.azureDevOpsUrl=${context.azure.url()}
"""
new File(basedir, 'test.properties').text = places
new File(basedir, 'azure.properties').text = places + 'mlops.organization=contoso/ML Platform\n'
new File(basedir, 'wrong.xml').text = "<settings><servers><server><id>127.0.0.1</id>" +
    "<password>pl4nted-wrong</password></server></servers></settings>"
return
