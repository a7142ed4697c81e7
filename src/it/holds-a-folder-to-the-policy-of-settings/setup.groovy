def policy = new File(basedir, 'company/mlops-policy.yml')
policy.parentFile.mkdirs()
policy.text = '''\
format: 1
forbidden: [{when: {project_type: cv}, reason: cameras are not allowed}]
exceptions: [{project: demo, check: forbidden, until: 2020-01-01, reason: a pilot}]
'''
new File(basedir, 'company.xml').text = """\
<settings>
  <profiles>
    <profile>
      <id>company</id>
      <properties><mlops.policy>${policy}</mlops.policy></properties>
    </profile>
  </profiles>
  <activeProfiles><activeProfile>company</activeProfile></activeProfiles>
</settings>
"""
return
