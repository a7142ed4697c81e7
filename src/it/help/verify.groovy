def log = new File(basedir, 'build.log').text

assert log.contains('mlops:help')
assert log.contains('Display help information on mlops-maven-plugin')
// What most people look for comes first, with an example each.
def goals = ['mvn mlops:generate -D', 'mvn mlops:verify', 'mvn mlops:publish -D', 'mvn mlops:update -D'].collect { log.indexOf(it) }
assert goals[0] > 0 && goals == goals.toSorted() && goals[3] < log.indexOf('mlops:adopt')
