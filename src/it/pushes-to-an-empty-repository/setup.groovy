import io.github.mlopsmaven.testkit.AzureShapedRepository
import io.github.mlopsmaven.testkit.GitHttpServer
import org.eclipse.jgit.api.Git

def template = new AzureShapedRepository().writeTo(basedir.toPath().resolve('template.git'))
def served = new File(basedir, 'served')
['by-file', 'by-http', 'guarded'].each {
    Git.init().setBare(true).setInitialBranch('main').setDirectory(new File(served, "${it}.git")).call().close()
}
new AzureShapedRepository().writeTo(served.toPath().resolve('used.git'))
def hook = new File(served, 'guarded.git/hooks/pre-receive')
hook.parentFile.mkdirs()
hook.text = '#!/bin/sh\necho "Ask the platform team before the first push."\nexit 1\n'
hook.executable = true

context.server = GitHttpServer.start(served.toPath())
def common = """\
mlops.template=${template.directory().toUri()}
mlops.cacheDirectory=target/cache
mlops.infrastructureVersion=terraform
mlops.projectType=classical
mlops.mlopsVersion=aml-cli-v2
mlops.orchestration=azure-devops
"""
['by-http', 'guarded', 'used', 'nowhere'].each {
    new File(basedir, "${it}.properties").text = "${common}mlops.remote=${context.server.url(it + '.git')}\n"
}
new File(basedir, 'by-file.properties').text = "${common}mlops.remote=${new File(served, 'by-file.git').toURI()}\n"
return
