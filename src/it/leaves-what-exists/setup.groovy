import io.github.mlopsmaven.testkit.AzureShapedRepository
import io.github.mlopsmaven.testkit.FileTree

def template = new AzureShapedRepository().writeTo(basedir.toPath().resolve('template.git'))
new File(basedir, 'test.properties') << "mlops.template=${template.directory().toUri()}\n"
new File(basedir, 'empty').mkdir()
context.before = FileTree.of(new File(basedir, 'folder').toPath())
return
