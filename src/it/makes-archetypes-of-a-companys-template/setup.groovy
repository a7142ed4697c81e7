def write = { String path, String text ->
  def file = new File(basedir, "template/$path")
  file.parentFile.mkdirs()
  file.setText(text, 'UTF-8')
}

write 'mlops-template.yml', '''\
format: 1
name: acme
title: Acme's projects
options:
  project_type: {}
  cloud: {default: east, when: {project_type: [cv, nlp]}}
parts: {code: {core: true}, zone: {title: zone}}
layout:
  - {from: common, to: .}
  - {from: 'code/{project_type}', to: src, part: code}
  - {from: 'zones/{cloud}', to: zone, part: zone}
  - {from: tools, to: ., part: zone, when: {project_type: shared}}
fixes:
  - {rule: json-syntax, reason: a comma too many, files: [settings.json], text: '[,', value: '['}
  - {rule: command-missing-file, reason: the zone moved, files: [zone/zone.txt], text: west, value: south}
rules:
  leak-identity: {level: off, reason: $the tenant is no secret}
pipeline_templates: {repository: acme/steps, alias: steps}
'''
write 'common/settings.json', '[,1]\n'
// A template may have files that it tells git to ignore.
write 'common/.gitignore', '*\n'
write 'common/README.md.vm', '# $project_name\n'
write 'code/cv/train.py', 'print("cv")\n'
write 'code/nlp/train.py', 'print("nlp")\n'
write 'code/shared/step.yml', 'steps: []\n'
write 'code/broken/train.py', 'print("no zone")\n'
write 'tools/lint.sh', 'true\n'
write 'zones/east/zone.txt', 'east\n'
write 'zones/west/zone.txt', 'west\n'
