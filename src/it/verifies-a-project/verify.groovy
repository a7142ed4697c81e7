import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper
import io.github.mlopsmaven.testkit.BuildLog

def root = basedir.toPath()
def log = BuildLog.of(root)

assert log.run(1).contains("[INFO] Verified ${root.resolve('clean')}\n")
assert log.run(1).contains('[INFO] 0 errors, 0 warnings, 0 notes\n')

assert log.run(2).contains('[ERROR] .github/workflows/ci.yml:14:14: error: the job \'deploy\' does not wait for a job \'biuld\'\n')
assert log.run(2).contains('[ERROR]     use build (did you mean build?) [github-unknown-name]\n')
assert log.run(2).contains('[ERROR] data/request.json:')
assert log.failure(2) == "${root.resolve('broken')} has 2 findings of level error\n" +
    '  fix them as the report above says, or set a rule with -Dmlops.rules.ID="off: REASON"'

def reports = new File(basedir, 'target/reports')
def json = new JsonSlurper().parse(new File(reports, 'verify.json'))
assert json.findings*.rule == ['github-unknown-name', 'json-syntax']
assert json.findings[0].with { [file, line, column, level] } == ['.github/workflows/ci.yml', 14, 14, 'error']
def sarif = new JsonSlurper().parse(new File(reports, 'verify.sarif'))
assert sarif.version == '2.1.0'
assert sarif.runs[0].results*.ruleId == ['github-unknown-name', 'json-syntax']
assert sarif.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri == '.github/workflows/ci.yml'
def suite = new XmlSlurper().parse(new File(reports, 'verify.junit.xml')).testsuite
assert suite.@failures == '2'
assert suite.testcase.findAll { it.failure.size() == 1 }*.@name*.text() == ['github-unknown-name', 'json-syntax']

assert log.run(3).contains(': note: the job \'deploy\' does not wait')
assert !log.run(3).contains('json-syntax')
assert log.run(3).contains('[INFO] 0 errors, 0 warnings, 1 note\n')

assert log.failure(4).startsWith("unknown rule 'yaml-sintax'\n")
assert log.failure(4).contains('did you mean yaml-syntax?')
