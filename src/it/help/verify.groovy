def log = new File(basedir, 'build.log').text

assert log.contains('mlops:help')
assert log.contains('Display help information on mlops-maven-plugin')
