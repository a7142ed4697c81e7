// Parses Bicep files and names each place that is not Bicep: node bicep.mjs FILE...
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';

const require = createRequire(import.meta.url);
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));

let errors = 0;
function visit(file, node) {
  if (node.isError || node.isMissing) {
    errors++;
    console.log(`${file}:${node.startPosition.row + 1}: not Bicep: ${node.text.slice(0, 60)}`);
    return;
  }
  for (let i = 0; i < node.childCount; i++) visit(file, node.child(i));
}

const files = process.argv.slice(2);
for (const file of files) visit(file, parser.parse(readFileSync(file, 'utf8')).rootNode);
process.exit(errors > 0 || files.length === 0 ? 1 : 0);
