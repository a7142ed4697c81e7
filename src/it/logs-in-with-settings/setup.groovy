import io.github.mlopsmaven.testkit.AzureShapedRepository
import io.github.mlopsmaven.testkit.GitHttpServer
import org.eclipse.jgit.api.Git

def served = basedir.toPath().resolve('served')
new AzureShapedRepository().writeTo(served.resolve('template.git'))
Git.init().setBare(true).setInitialBranch('main').setDirectory(served.resolve('project.git').toFile()).call().close()
context.server = GitHttpServer.start(served, new GitHttpServer.Settings().withLogin('builder', 'pa55-w0rd'))

def settings = { file, Map<String, String> passwords ->
    new File(basedir, file).text = '<settings><servers>' + passwords.collect { id, password ->
        "<server><id>${id}</id><username>builder</username><password>${password}</password></server>"
    }.join('') + '</servers></settings>'
}
settings('by-host.xml', [("127.0.0.1:${context.server.port()}".toString()): 'pa55-w0rd'])
settings('by-id.xml', ['corporate-git': 'pa55-w0rd', 'other': 'n0t-right'])
settings('wrong.xml', ['127.0.0.1': 'n0t-right'])

def common = """\
mlops.cacheDirectory=target/cache
mlops.infrastructureVersion=terraform
mlops.projectType=classical
mlops.mlopsVersion=aml-cli-v2
mlops.orchestration=azure-devops
"""
def url = context.server.url('template.git')
new File(basedir, 'test.properties').text = common + "mlops.template=${url}\n"
new File(basedir, 'push.properties').text = common + "mlops.template=${url}\nmlops.remote=${context.server.url('project.git')}\n"
new File(basedir, 'url.properties').text = common + "mlops.template=${url.replace('//', '//builder:pa55-w0rd@')}\n"
return
