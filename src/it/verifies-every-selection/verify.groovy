import io.github.mlopsmaven.testkit.BuildLog

try {
    def root = basedir.toPath()
    def log = BuildLog.of(root)

    // Both selections, what is wrong with one of them, and where its owner fixes it.
    assert log.run(1).contains("[ERROR] bad/pipeline.yml:10:15: error: missing required parameter 'file' of templates/train.yml\n")
    assert log.run(1).contains("[ERROR] bad/pipeline.yml:12:7: error: templates/train.yml declares no parameter 'fiel'\n")
    assert log.run(1).contains('[ERROR]     in bad\n')
    assert log.run(1) =~ /\[INFO\] +bad +2 +0 +0\n/
    assert log.run(1) =~ /\[INFO\] +good +0 +0 +0\n/
    assert log.failure(1).contains(' has 2 findings of level error\n')

    // From the cache alone.
    assert log.run(2).contains('[INFO] 2 errors, 0 warnings, 0 notes\n')

    // What could not be checked is said, and is not an error.
    assert log.run(3).contains(': warning: templates of contoso/steps at main were not checked: ')
    assert log.run(3).contains('[INFO] 0 errors, 2 warnings, 0 notes\n')

    def warned = root.resolve('warned')
    assert log.run(4).contains("[ERROR] pipeline.yml:12:7: templates/train.yml declares no parameter 'fiel'; use file")
    assert warned.resolve('README.md').toFile().text.contains("- [ ] pipeline.yml:12:7: templates/train.yml declares no parameter 'fiel'")

    assert log.failure(5).startsWith('the project would have 2 errors, so nothing was written:\n  pipeline.yml:10:15: error: ')
    assert log.failure(5).contains('-Dmlops.verify=warn')
    assert !root.resolve('refused').toFile().exists()

    def fixed = root.resolve('fixed')
    assert fixed.resolve('pipeline.yml').toFile().text.contains('vmImage: ubuntu-24.04\n')
    assert fixed.resolve('README.md').toFile().text.contains('- the image is gone\n')
    assert fixed.resolve('.mlops/project.yml').toFile().text.contains('fixes:\n  - "azure-pipelines-retired-image"\n')

    assert root.resolve('untouched/pipeline.yml').toFile().text.contains('vmImage: ubuntu-20.04\n')
    assert !root.resolve('untouched/.mlops/project.yml').toFile().text.contains('\nfixes:')

    // Fixed in the first run, as it is in the last.
    assert !log.run(1).contains('azure-pipelines-retired-image')
    assert log.run(8) =~ /\[\w+\] good\/pipeline\.yml:2:12: \w+: .*ubuntu-20\.04/
    assert log.run(8) =~ /\[INFO\] +good +1 +0 +0\n/
    assert log.run(8).contains('[INFO] 3 errors, 0 warnings, 0 notes\n')
    assert log.run(9) =~ /good\/pipeline\.yml:8:12: error: .*steps.* has no branch or tag 'v9'\n/
    assert log.run(9).contains('use main')
    assert log.run(9).contains('[INFO] 2 errors, 0 warnings, 0 notes\n')
} finally {
    context.server?.close()
}
