import io.github.mlopsmaven.testkit.BuildLog
import io.github.mlopsmaven.testkit.CommittedProject
import io.github.mlopsmaven.testkit.FileTree

def root = basedir.toPath()
def log = BuildLog.of(root)

// The same bytes, wherever they come from; README and lock say from where, and the list has the README's id.
def content = { name ->
    FileTree.withoutGit(root.resolve(name)).findAll { !(it.key in ['README.md', '.mlops/project.yml', '.mlops/files']) }
}
def expected = content('from-url')
assert expected.size() > 50
assert content('from-bare') == expected
assert content('from-folder') == expected
assert content('from-artifact') == expected

// The lock has the version, not the range.
assert root.resolve('from-artifact/.mlops/project.yml').toFile().text =~ /version: '?"?1\.0/

// A work tree counts as it is on disk.
def changed = content('from-worktree')
assert changed.keySet() - expected.keySet() == ['data-science/src/new.py'] as Set
assert expected.keySet() - changed.keySet() == [] as Set
assert expected.findAll { changed[it.key] != it.value }.keySet() == ['data-science/src/train.py'] as Set

['url', 'bare', 'folder', 'worktree', 'artifact', 'builtin', 'tag'].each {
    assert CommittedProject.read(root.resolve("from-${it}")).clean()
}
return
