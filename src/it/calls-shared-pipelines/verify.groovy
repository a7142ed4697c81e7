import io.github.mlopsmaven.testkit.BuildLog

def pipelines = { folder -> new File(basedir, folder).listFiles().findAll { it.name.endsWith('.yml') } }

// What a project calls is in the shared repository, under that path; it has no copies.
def called = { folder, pattern, shared ->
    def paths = pipelines(folder).collectMany { (it.text =~ pattern).collect { it[1] } }
    assert paths.size() > 5
    paths.each { assert new File(basedir, "${shared}/${it}").isFile() : it }
}
called('gha/.github/workflows', /uses: acme\/shared\/(\S+)@v1\n/, 'gha-shared')
assert pipelines('gha/.github/workflows').every { !it.name.startsWith('run-') && !it.text.contains('uses: ./') }
called('ado/pipelines', /template: (\S+)@pipeline-templates\n/, 'ado-shared')
assert !new File(basedir, 'ado/pipelines/templates').exists()
pipelines('ado/pipelines').each {
    def resource = 'resources:\n  repositories:\n    - repository: pipeline-templates\n      type: git\n      name: Platform/shared\n      ref: refs/tags/v1\n\n'
    assert it.text.contains('@pipeline-templates') == it.text.contains(resource) : it.name
    assert !(it.text =~ /template: templates\//)
}

// Both say what is called, and the shared repository is nobody's project.
assert new File(basedir, 'gha/README.md').text.contains('they call `acme/shared`')
assert new File(basedir, 'gha/.mlops/project.yml').text.contains('pipeline_templates:\n  repository: "acme/shared"\n  ref: "v1"\n')
['gha-shared', 'ado-shared'].each {
    assert new File(basedir, it).list().toList().intersect(['data', 'data-science', 'mlops', 'infrastructure']).isEmpty()
    assert new File(basedir, "${it}/README.md").isFile()
}
assert new File(basedir, 'gha-shared/.mlops/project.yml').text.contains('selection:\n  project_type: "pipeline-templates"\n  orchestration: "github-actions"\n')

// A repository of shared pipelines calls none.
assert BuildLog.of(basedir.toPath()).failure(5).startsWith('no pipeline of this selection can call acme/shared@v1')
assert !new File(basedir, 'none').exists()
return
