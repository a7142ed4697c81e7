import groovy.json.JsonSlurper
import io.github.mlopsmaven.testkit.BuildLog

def root = basedir.toPath()
def log = BuildLog.of(root)
def checked = { run -> (log.run(run) =~ /\[INFO\] Checked (\S+)/).collect { root.relativize(java.nio.file.Path.of(it[1])).toString() } }

assert checked(1).sort() == ['bad', 'foreign', 'good']
assert log.run(1).contains('foreign.git/ is not allowed; allowed is ')
['refs', 'generator', 'forbidden', 'required-values', 'unchanged', 'verify'].each { assert log.run(1).contains("[policy-${it}]") : it }

assert checked(2) == ['good']

// The parent's policy is not replaced by that of the child or of the command line.
def found = new JsonSlurper().parse(new File(basedir, 'bad/target/check/check.json')).findings
def errors = found.findAll { it.level == 'error' && it.problem.endsWith('(mlops-policy.yml)') }*.rule.toSet()
assert errors == ['refs', 'generator', 'forbidden', 'required-values', 'unchanged', 'verify', 'rules-may-be-lowered', 'max-behind']
    .collect { "policy-${it}".toString() }.toSet()
assert log.failure(3).contains('guard.yml is kept by the project\'s owners; the exception ended on 2020-01-01 [unchanged of mlops-policy.yml]')
assert log.failure(3).contains("the rule json-syntax is set to 'note: mine' [rules_may_be_lowered of mlops-policy.yml]")
assert new File(basedir, 'bad/target/check/check.sarif').exists() && new File(basedir, 'bad/target/check/check.junit.xml').exists()

// The default of a setting is the value that the policy requires.
assert log.failure(4).contains('[templates of mlops-policy.yml]') && !log.failure(4).contains('required_values')
assert !new File(basedir, 'demo').exists()
