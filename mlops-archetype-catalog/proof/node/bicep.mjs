// Checks Bicep files: syntax, names, and what modules are given and asked for: node bicep.mjs FILE...
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Language, Parser } from 'web-tree-sitter';

const require = createRequire(import.meta.url);
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));

let problems = 0;
function report(file, node, message) {
  problems++;
  console.log(`${file}:${node.startPosition.row + 1}: ${message}`);
}

function* walk(node) {
  yield node;
  for (let i = 0; i < node.childCount; i++) {
    const child = node.child(i);
    if (child.isNamed || child.isError || child.isMissing) yield* walk(child);
  }
}

const DECLARATION = /^(parameter|variable|resource|module|output|type|user_defined_function)_declaration$/;
const LOCAL = ['lambda_expression', 'loop_variable', 'loop_enumerator', 'import_functionality'];

function parse(file) {
  const root = parser.parse(readFileSync(file, 'utf8')).rootNode;
  const declared = { root, names: new Set(), modules: new Map(), parameters: new Map(), outputs: new Set() };
  for (const node of walk(root)) {
    if (LOCAL.includes(node.type)) {
      // The parameters of a lambda come before its body; a loop's variables are leaves.
      const own = node.namedChildCount === 0 ? [node] : node.namedChildren;
      own.filter((child) => child.namedChildCount === 0).forEach((child) => declared.names.add(child.text));
    }
    if (!DECLARATION.test(node.type)) continue;
    const name = node.namedChildren.find((child) => child.type === 'identifier').text;
    if (node.type !== 'output_declaration') declared.names.add(name);
    if (node.type === 'output_declaration') declared.outputs.add(name);
    if (node.type === 'module_declaration') declared.modules.set(name, node);
    if (node.type === 'parameter_declaration') declared.parameters.set(name, /=/.test(node.text) || /\?$/.test(node.text));
  }
  return declared;
}

// Whether an identifier refers to something, and is not the name of what it belongs to.
function refers(node) {
  const { parent } = node;
  const first = parent.namedChild(0).equals(node);
  if (parent.type === 'object_property') return !first;
  if (parent.type === 'call_expression') return !parent.childForFieldName('function')?.equals(node);
  return !DECLARATION.test(parent.type) || !first;
}

function property(object, name) {
  return object.namedChildren.find((child) => child.type === 'object_property' && child.namedChild(0)?.text === name)?.namedChild(1);
}

function checkCall(file, name, node, called, target) {
  const body = [...walk(node)].find((each) => each.type === 'object');
  const given = (property(body, 'params')?.namedChildren ?? []).filter((child) => child.type === 'object_property');
  const names = new Set(given.map((child) => child.namedChild(0).text));
  for (const child of given) {
    const parameter = child.namedChild(0).text;
    if (!called.parameters.has(parameter)) report(file, child, `${target} has no parameter ${parameter}`);
  }
  for (const [parameter, optional] of called.parameters) {
    if (!optional && !names.has(parameter)) report(file, node, `${target} needs the parameter ${parameter}`);
  }
}

function check(file) {
  const content = parse(file);
  const called = new Map();
  for (const [name, node] of content.modules) {
    const target = node.namedChildren.find((child) => child.type === 'string').text.slice(1, -1);
    const there = path.join(path.dirname(file), target);
    if (!existsSync(there)) {
      report(file, node, `${target} is not here`);
      continue;
    }
    called.set(name, parse(there));
    checkCall(file, name, node, called.get(name), target);
  }
  const used = new Map();
  for (const node of walk(content.root)) {
    if (node.isError || node.isMissing) report(file, node, `${node.text.slice(0, 40) || 'the end'} is not Bicep`);
    if (node.type === 'identifier' && refers(node)) used.set(node.text, node);
    const [, module, output] = /^(\w+)!?\.outputs\.(\w+)$/.exec(node.text) ?? [];
    if (node.type === 'member_expression' && called.has(module) && !called.get(module).outputs.has(output)) {
      report(file, node, `${module} has no output ${output}`);
    }
  }
  for (const [name, node] of used) {
    if (!content.names.has(name)) report(file, node, `${name} is not declared`);
  }
  for (const name of content.parameters.keys()) {
    if (!used.has(name)) report(file, content.root, `the parameter ${name} is not used`);
  }
}

const files = process.argv.slice(2);
files.forEach(check);
console.log(`${files.length} Bicep files, ${problems} problems`);
process.exit(problems > 0 || files.length === 0 ? 1 : 0);
