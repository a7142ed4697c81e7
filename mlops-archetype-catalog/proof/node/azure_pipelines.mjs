// Checks Azure Pipelines files against Microsoft's schema: node azure_pipelines.mjs SCHEMA FILE...
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { TextDocument, getLanguageService } = require('azure-pipelines-language-service');
const { parse } = require('azure-pipelines-language-service/lib/parser/yamlParser.js');

const [schemaFile, ...files] = process.argv.slice(2);
// As an object: handed over as text it would silently find nothing.
const schema = JSON.parse(readFileSync(schemaFile, 'utf8'));
const uri = 'schema:///azure-pipelines.json';
const service = getLanguageService(async () => schema, [], async () => uri);
service.configure({ validate: true });

// The service traces what it does to the console.
const print = console.log;
console.log = () => {};

let problems = 0;
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  const document = TextDocument.create(`file:///${file}`, 'azure-pipelines', 1, text);
  for (const found of await service.doValidation(document, parse(text))) {
    problems++;
    print(`${file}:${found.range.start.line + 1}: ${found.message}`);
  }
}
print(`${files.length} Azure Pipelines files, ${problems} problems`);
process.exit(problems > 0 || files.length === 0 ? 1 : 0);
