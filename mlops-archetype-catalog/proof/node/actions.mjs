// Checks workflows and actions as GitHub's own editor does, called workflows and actions resolved from disk:
// node actions.mjs PROJECT (bundled: one of its packages imports JSON as Node no longer allows)
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { registerLogger, validate } from '@actions/languageservice';
import { parseFileReference } from '@actions/workflow-parser/workflows/file-reference';
import { TextDocument } from 'vscode-languageserver-textdocument';

const project = process.argv[2];
let problems = 0;
function report(file, line, message) {
  problems++;
  console.log(`${file}:${line}: ${message}`);
}

// It logs its own failures and then finds nothing.
const quiet = () => {};
const failed = (text) => report('languageservice', 0, text);
registerLogger({ error: failed, warn: quiet, info: quiet, log: quiet });

const read = (file) => readFileSync(path.join(project, file), 'utf8');
const fileProvider = {
  async getFileContent(reference) {
    const file = path.normalize(reference.path ?? '');
    if ('repository' in reference || !existsSync(path.join(project, file))) throw new Error(`${file} is not here`);
    return { name: file, content: read(file) };
  },
};

function yamlFiles(directory) {
  if (!existsSync(path.join(project, directory))) return [];
  return readdirSync(path.join(project, directory), { recursive: true })
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => path.join(directory, name));
}

const files = [...yamlFiles('.github/workflows'), ...yamlFiles('.github/actions')];
for (const file of files) {
  const text = read(file);
  for (const [, called] of text.matchAll(/^\s*(?:- )?uses:\s*(\.\/\S+)/gm)) {
    const target = parseFileReference(called).path;
    const there = existsSync(path.join(project, target));
    if (!there) report(file, 0, `it calls ${called}, which is not here`);
  }
  const document = TextDocument.create(`file:///${file}`, 'yaml', 1, text);
  for (const found of await validate(document, { fileProvider })) {
    report(file, found.range.start.line + 1, found.message);
  }
}
console.log(`${files.length} workflows and actions, ${problems} problems`);
process.exit(problems > 0 || files.length === 0 ? 1 : 0);
