def log = new File(basedir, 'build.log').text

assert log.contains("orchestration 'github' is not offered by this archetype")
assert log.contains('use one of')
assert log.contains("project_type 'cv' is not offered by this archetype")
assert log.contains("value namespace 'Shop' is invalid")
assert log.contains("the storage account would be named 'stshopshopshop00000001dev'")
assert log.contains('-DinfrastructureVersion is not a property of this archetype')
assert log.contains('use -Dinfrastructure_version=bicep')
assert log.contains('demo exists already and was left as it was')

// Nothing is left of a refused project, and nothing is taken from a user's.
assert !new File(basedir, 'demo').exists()
assert new File(basedir, 'taken/demo').list().toList() == ['README.md']
assert new File(basedir, 'taken/demo/README.md').text == 'mine\n'
