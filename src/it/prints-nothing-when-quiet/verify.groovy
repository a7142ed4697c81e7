import io.github.mlopsmaven.testkit.BuildLog

// The lines of --show-version, which the tests ask for, Maven 4 shows the bare number, and what the invoker adds.
def printed = BuildLog.of(basedir.toPath()).text().readLines().collect { it.trim() }.findAll {
    it && !(it =~ /^(\d[\w.-]+\z|Apache Maven |Maven home: |Java version: |Default locale: |OS name: |(Running|Finished) (pre|post)-build script: |SLF4J)/)
}
assert printed == []
assert new File(basedir, 'demo/README.md').exists()
