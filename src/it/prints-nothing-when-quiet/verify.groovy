import io.github.mlopsmaven.testkit.BuildLog

// The lines of --show-version, which the tests ask for, and what the invoker adds.
def printed = BuildLog.of(basedir.toPath()).run(1).readLines().collect { it.trim() }.findAll {
    it && !(it =~ /^(Apache Maven |Maven home: |Java version: |Default locale: |OS name: |Running post-build script: )/)
}
assert printed == []
assert new File(basedir, 'demo/README.md').exists()
