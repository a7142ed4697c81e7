import io.github.mlopsmaven.testkit.AzureShapedRepository
import io.github.mlopsmaven.testkit.FakeGitHub
import io.github.mlopsmaven.testkit.ForwardProxy
import io.github.mlopsmaven.testkit.GitHttpServer
import io.github.mlopsmaven.testkit.Planted

def served = basedir.toPath().resolve('served')
new AzureShapedRepository()
    .withFile('classical/aml-cli-v2/mlops/github-actions/reads-secrets.yml', '100644', Planted.WORKFLOW.bytes)
    .writeTo(served.resolve('git/template.git'))
context.git = GitHttpServer.start(served.resolve('git'), new GitHttpServer.Settings().withLogin('anna', 'pl4nted-url'))
context.hub = FakeGitHub.start(served.resolve('hub'), 'pl4nted-settings')
context.proxy = ForwardProxy.start('paul:pl4nted-proxy')

// A host that repeats what it was sent, and one that refuses the push with all that it knows.
context.hub.intercept { request ->
    request.method() == 'POST' && request.body().contains('forbidden') ? OptionalInt.of(403) : OptionalInt.empty()
}
def hook = new File(context.hub.make('contoso', 'refused').directory().toFile(), 'hooks/pre-receive')
hook.parentFile.mkdirs()
hook.text = '#!/bin/sh\nenv\nexit 1\n'
hook.executable = true

def server = { id, password -> "<server><id>${id}</id><password>${password}</password></server>" }
def settings = { file, password, proxy ->
    new File(basedir, file).text = '<settings>' +
        (proxy ? "<proxies><proxy><id>p</id><protocol>http</protocol><host>127.0.0.1</host><port>${context.proxy.port()}</port>" +
            "<username>paul</username><password>${proxy}</password></proxy></proxies>" : '') +
        '<servers>' + server(context.hub.url().replace('http://', ''), password) + server('mlops.secret.REPORT_HOOK', 'pl4nted-hook') +
        server('unused.example.com', 'pl4nted-unused') + '</servers></settings>'
}
settings('planted.xml', 'pl4nted-settings', 'pl4nted-proxy')
settings('wrong.xml', 'pl4nted-wrong', null)
settings('proxy.xml', 'pl4nted-settings', 'pl4nted-n0t')

// Maven itself shows at -X what it is given with -D; what is in an options file is ours to keep.
def options = { file, remote, more = '' ->
    new File(basedir, file).text = """\
project_template_github_url = ${context.git.url('template.git').replace('//', '//anna:pl4nted-url@')}
infrastructure_version = terraform
project_type = classical
mlops_version = aml-cli-v2
orchestration = github-actions
github_org_name = contoso
remote = ${remote}
${more}
"""
}
options('host.options', 'github')
options('answer.options', 'github', 'values.namespace = https://anna:pl4nted-answer@example.com')
options('url.options', context.git.url('none.git').replace('//', '//anna:pl4nted-t00@'))
new File(basedir, 'test.properties').text = """\
mlops.cacheDirectory=target/cache
mlops.githubUrl=${context.hub.url()}
"""
return
