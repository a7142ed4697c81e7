import io.github.mlopsmaven.testkit.AzureShapedRepository

def below = 'classical/aml-cli-v2/data-science/'
def make = { name, path, mode = '100644', content = 'evil\n' ->
    new AzureShapedRepository().withFile(path, mode, content.bytes).writeTo(basedir.toPath().resolve("${name}.git"))
}
make('traversal', below + '../../../../evil.sh')
make('git-directory', below + '.git/hooks/pre-commit', '100755')
make('git-short-name', below + 'GIT~1/config')
make('leaving-link', below + 'src/link.py', '120000', '../../../outside.py')
make('case-collision', below + 'src/Train.py')
make('device', below + 'src/aux.py')
make('submodule', below + 'vendored', '160000')
return
