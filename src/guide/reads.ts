import type { Command } from 'unbash';
import { parseBash, walk, wordsOf } from './bash.ts';
import { kubectlValued, operands } from './operands.ts';

/**
 * Whether a command only reads, so that asking it again is harmless: every simple command in it, in
 * pipes, lists and substitutions, is one of the known readers below, and no file is written.
 * Anything unknown counts as writing: a reader called a writer is asked once, which is safe.
 */
export function readsOnly(text: string): boolean {
  let reads = true;
  let commands = 0;
  walk(parseBash(text), (node) => {
    if (node.type === 'Command') {
      commands += 1;
      if (!commandReads(node)) reads = false;
    } else if (node.type === 'Function' || node.type === 'Coproc') {
      reads = false;
    } else if (node.type === 'Redirect' && writesFile(node.operator, node.target?.value)) {
      reads = false;
    }
  });
  return reads && commands > 0;
}

/** Programs that, not reading a file, say the same thing however often they are asked. */
const constants = new Set(': basename dirname echo env export false hostname id printenv printf pwd rev seq tr true uname which whoami'.split(' '));

/** Whether asking a reading command again cannot change its answer: nothing in it looks at a cluster, a server, a clock or a file. */
export function isConstant(text: string): boolean {
  let constant = true;
  walk(parseBash(text), (node) => {
    if (node.type === 'Redirect' && node.operator === '<') constant = false;
    if (node.type === 'Command' && !commandIsConstant(node)) constant = false;
  });
  return constant;
}

function commandIsConstant(command: Command): boolean {
  const name = command.name?.value;
  const words = wordsOf(command);
  if (name === 'kubectl') {
    const [verb] = operands(words, kubectlValued);
    return verb === 'config' || (verb === 'version' && words.includes('--client'));
  }
  if (name === 'istioctl') return words[0] === 'version' && words.includes('--remote=false');
  if (name === 'helm') return words[0] === 'version';
  return name === undefined || constants.has(name);
}

/** Whether a redirection changes a file. */
export function writesFile(operator: string, target: string | undefined): boolean {
  if (operator === '<' || operator === '<&') return false;
  if (operator === '>&' && /^(\d|-)+$/.test(target ?? '')) return false;
  return target !== '/dev/null';
}

/** Whether a simple command only reads; redirections and substitutions are looked at by themselves. */
export function commandReads(command: Command): boolean {
  const words = wordsOf(command);
  return wordsRead(command.name?.value, words);
}

/** Programs that only read whatever their arguments are. */
const plainReaders = new Set(
  (
    '[ : base64 basename cat cut diff dirname echo egrep export false fgrep getent grep head host jq ls nslookup ping ' +
    'printenv printf pwd read rev seq stat tac tail test tr true wc which whoami'
  ).split(' '),
);

/** Programs that only read unless an argument says otherwise. */
const carefulReaders: Readonly<Record<string, (words: readonly string[]) => boolean>> = {
  kubectl: kubectlReads,
  istioctl: istioctlReads,
  helm: helmReads,
  curl: curlReads,
  env: (words) => {
    const inner = words.slice(words.findIndex((word) => !word.includes('=')));
    return words.every((word) => word.includes('=')) || wordsRead(inner[0], inner.slice(1));
  },
  sed: (words) => !words.some((word) => /^(-[a-zA-Z]*i|--in-place)/.test(word) || /(^|[;\s/])[wW] /.test(word)),
  sort: (words) => !words.some((word) => /^(-[a-zA-Z]*o|--output)/.test(word)),
  yq: (words) => !words.some((word) => /^(-[a-zA-Z]*i|--inplace)/.test(word)),
  uniq: (words) => words.filter((word) => !word.startsWith('-')).length < 2,
  date: (words) => words.every((word) => word.startsWith('+') || word === '-u'),
  hostname: (words) => words.every((word) => word.startsWith('-')),
  id: () => true,
  uname: () => true,
};

/** `undefined` is a bare assignment such as `A=$(kubectl get …)`: what it substitutes is judged by itself. */
function wordsRead(name: string | undefined, words: readonly string[]): boolean {
  if (name === undefined) return true;
  const careful = Object.hasOwn(carefulReaders, name) ? carefulReaders[name] : undefined;
  return careful ? careful(words) : plainReaders.has(name);
}

const kubectlReaders = new Set('get describe logs wait version api-resources api-versions explain top cluster-info diff events'.split(' '));

function kubectlReads(words: readonly string[]): boolean {
  const [verb, ...rest] = operands(words, kubectlValued);
  if (verb === 'exec') {
    const inner = words.slice(words.indexOf('--') + 1);
    return words.includes('--') && wordsRead(inner[0], inner.slice(1));
  }
  if (verb === 'cluster-info') return rest.length === 0;
  if (verb === 'rollout') return rest[0] === 'status' || rest[0] === 'history';
  if (verb === 'auth') return rest[0] === 'can-i' || rest[0] === 'whoami';
  if (verb === 'config') return rest[0] === 'view' || rest[0] === 'current-context' || (rest[0]?.startsWith('get-') ?? false);
  return verb !== undefined && kubectlReaders.has(verb);
}

const istioctlReaders = new Set('version proxy-status ps proxy-config pc analyze describe experimental x'.split(' '));

function istioctlReads(words: readonly string[]): boolean {
  const [verb, second] = operands(words, new Set(['-n', '--namespace', '-i', '--istioNamespace', '--context']));
  if (verb === 'experimental' || verb === 'x') return second === 'describe';
  return verb !== undefined && istioctlReaders.has(verb);
}

function helmReads(words: readonly string[]): boolean {
  const [verb] = operands(words, new Set(['-n', '--namespace', '--kube-context']));
  return ['list', 'ls', 'status', 'history', 'get', 'show', 'search', 'version', 'template'].includes(verb ?? '');
}

/** curl's short options that take a value, in the same word or the next (curl(1)). */
const curlValued = 'AbcCdDeEFhHKmoPQrtTuUwxXyYz';

/** A GET or HEAD whose body, if it is kept, goes to /dev/null. */
function curlReads(words: readonly string[]): boolean {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as string;
    const next = words[at + 1] ?? '';
    if (word.startsWith('--')) {
      const [option = '', joined] = word.split('=');
      if (/^--(data|form|upload-file|remote-name|json|config|quote|cookie-jar|dump-header|trace|output-dir|hsts|alt-svc|etag-save)/.test(option)) return false;
      if (option === '--request' && !isSafeMethod(joined ?? next)) return false;
      if (option === '--output' && (joined ?? next) !== '/dev/null') return false;
    } else if (word.startsWith('-') && word.length > 1) {
      const letters = word.slice(1);
      const valued = [...letters].findIndex((letter) => curlValued.includes(letter));
      const plain = valued < 0 ? letters : letters.slice(0, valued);
      if (plain.includes('O') || plain.includes('J')) return false;
      if (valued < 0) continue;
      const option = letters[valued] as string;
      const value = letters.slice(valued + 1) || next;
      if ('dFTQKcD'.includes(option)) return false;
      if (option === 'X' && !isSafeMethod(value)) return false;
      if (option === 'o' && value !== '/dev/null') return false;
      if (letters.length === valued + 1) at += 1;
    }
  }
  return true;
}

function isSafeMethod(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}
