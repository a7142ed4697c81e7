def write = { path, text ->
    def file = new File(basedir, path)
    file.parentFile.mkdirs()
    file.text = text
}
def workflow = { step ->
    """\
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    outputs:
      version: \${{ steps.v.outputs.version }}
    steps:
      - id: v
        run: echo "version=1" >> "\$GITHUB_OUTPUT"
  deploy:
    needs: build
    runs-on: ubuntu-24.04
    steps:
      - run: echo \${{ needs.${step}.outputs.version }}
"""
}
// What README tells people to run is reached, so that a mistake in it is an error.
['clean', 'broken'].each { write("$it/README.md", '```sh\ncat data/request.json\n```\n') }
write('clean/.github/workflows/ci.yml', workflow('build'))
write('clean/data/request.json', '{"data": [1, 2]}\n')
write('broken/.github/workflows/ci.yml', workflow('biuld'))
write('broken/data/request.json', '{"data": [1, 2}\n')
return
