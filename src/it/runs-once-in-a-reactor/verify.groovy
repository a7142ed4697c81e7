import io.github.mlopsmaven.testkit.BuildLog

def root = basedir.toPath()
def log = BuildLog.of(root)
def verified = { run -> (log.run(run) =~ /\[INFO\] Verified (\S+)/).collect { root.relativize(java.nio.file.Path.of(it[1])).toString() } }

assert log.run(1).count('[INFO] Generated ') == 1
assert new File(basedir, 'demo/README.md').exists()
assert !new File(basedir, 'one/demo').exists() && !new File(basedir, 'two/demo').exists()

assert verified(2).sort() == ['one', 'two']
assert log.run(2).contains("three has no .mlops/project.yml: nothing to verify")
['one', 'two'].each { assert new File(basedir, "${it}/target/verified/verify.sarif").exists() }
assert !new File(basedir, 'three/target/verified').exists()

assert verified(3) == ['one', 'two']
assert !log.run(3).contains('has no .mlops/project.yml')
assert log.failure(3).startsWith("${root.resolve('two')} has 1 finding of level error\n")

assert verified(4) == ['one']
assert verified(5) == [] && log.run(5).count('[INFO] Skipped.') == 4

assert verified(6) == ['one', 'two']
assert log.run(6).contains('[INFO] Passed over 2 of 4 modules, which have no .mlops/project.yml\n')
assert log.failure(6).startsWith("${root.resolve('two')} has 1 finding of level error\n")
['one', 'two'].each { assert new File(basedir, "${it}/target/called/verify.json").text.contains(it) }
assert log.failure(7) == "${root.resolve('three')} has no .mlops/project.yml: it was not generated\n" +
    '  go to the folder of a generated project, or name one that is taken for a project of Azure\'s accelerator: -Dmlops.projectDirectory=FOLDER'

assert verified(8) == ['three/accelerator']
assert log.run(8).contains("[INFO] ${root.resolve('three/accelerator')} has no .mlops/project.yml: it is treated as a project of Azure's accelerator\n")

def told = { run -> (log.run(run) =~ /\[INFO\] (\S+)  from builtin/).collect { it[1] } }
assert told(9).sort() == ['one', 'two']
['one', 'two'].each { assert new File(basedir, "${it}/target/verified/status.json").text.contains('"here": "changed"') }
assert !new File(basedir, 'three/target/verified').exists()
assert told(10) == ['two']
assert told(11) == ['one', 'two']
['one', 'two'].each { assert new File(basedir, "${it}/target/called/status.json").text.contains("\"project\": \"${it}\"") }
assert log.failure(12) == "several modules were generated: ${root.resolve('one')}, ${root.resolve('two')}\n" +
    '  name the one to update: -Dmlops.projectDirectory=FOLDER'
