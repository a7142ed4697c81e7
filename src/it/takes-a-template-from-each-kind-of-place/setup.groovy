import io.github.mlopsmaven.testkit.AzureShapedRepository
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream
import org.eclipse.jgit.api.Git

def template = new AzureShapedRepository().writeTo(basedir.toPath().resolve('template.git'))
new File(basedir, 'test.properties') << "mlops.template=${template.directory().toUri()}\n"

['folder', 'worktree'].each { name ->
    Git.cloneRepository().setURI(template.directory().toUri().toString())
        .setDirectory(new File(basedir, name)).call().close()
}
new File(basedir, 'folder/.git').deleteDir()

new File(basedir, 'worktree/classical/aml-cli-v2/data-science/src/train.py') << 'print("changed")\n'
new File(basedir, 'worktree/classical/aml-cli-v2/data-science/src/new.py').text = 'print("new")\n'
new File(basedir, 'worktree/classical/aml-cli-v2/data-science/src/ignored.pyc').text = 'ignored'

def artifact = new File(localRepositoryPath, 'org/example/team-template/1.0')
artifact.mkdirs()
new File(artifact, 'team-template-1.0.pom').text = '''\
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.example</groupId>
  <artifactId>team-template</artifactId>
  <version>1.0</version>
</project>
'''
new File(artifact.parentFile, 'maven-metadata-local.xml').text = '''\
<metadata>
  <groupId>org.example</groupId>
  <artifactId>team-template</artifactId>
  <versioning>
    <release>1.0</release>
    <versions>
      <version>1.0</version>
    </versions>
  </versioning>
</metadata>
'''
def folder = new File(basedir, 'folder')
new ZipOutputStream(new File(artifact, 'team-template-1.0.jar').newOutputStream()).withCloseable { zip ->
    folder.eachFileRecurse(groovy.io.FileType.FILES) { file ->
        zip.putNextEntry(new ZipEntry(folder.toPath().relativize(file.toPath()).toString().replace('\\', '/')))
        zip << file.bytes
        zip.closeEntry()
    }
}
return
