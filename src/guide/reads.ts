import { type Command, type CommandArgument, parse } from 'unbash';
import { walk } from './bash.ts';

/**
 * Whether a command only reads, so that asking it again is harmless: every simple command in it, in
 * pipes, lists and substitutions, is one of the known readers below, and no file is written.
 * Anything unknown counts as writing: a reader called a writer is asked once, which is safe.
 */
export function readsOnly(text: string): boolean {
  let reads = true;
  let commands = 0;
  walk(parse(text), (node) => {
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

function writesFile(operator: string, target: string | undefined): boolean {
  if (operator === '<' || operator === '<&') return false;
  if (operator === '>&' && /^(\d|-)+$/.test(target ?? '')) return false;
  return target !== '/dev/null';
}

function commandReads(command: Command): boolean {
  const words = command.args.filter(isWord).map((word) => word.value);
  return wordsRead(command.name?.value, words);
}

function isWord(argument: CommandArgument): argument is Extract<CommandArgument, { type: 'Word' }> {
  return argument.type === 'Word';
}

const plainReaders = new Set(
  (
    '[ : awk base64 basename cat column cut date dig diff dirname echo egrep env export false fgrep getent grep head ' +
    'host hostname id jq less ls nslookup ping printenv printf pwd read rev seq sort stat tac tail test tr true uname ' +
    'uniq wc which whoami yq'
  ).split(' '),
);

/** `undefined` is a bare assignment such as `A=$(kubectl get …)`: what it substitutes is judged by itself. */
function wordsRead(name: string | undefined, words: readonly string[]): boolean {
  if (name === undefined) return true;
  if (name === 'kubectl') return kubectlReads(words);
  if (name === 'istioctl') return istioctlReads(words);
  if (name === 'helm') return helmReads(words);
  if (name === 'curl') return curlReads(words);
  if (name === 'sed') return !words.some((word) => /^(-i|--in-place)/.test(word));
  return plainReaders.has(name);
}

const kubectlReaders = new Set('get describe logs wait version api-resources api-versions explain top cluster-info diff events'.split(' '));

/** kubectl's global options that take a value as the next word. */
const kubectlValued = new Set(
  '-n --namespace --context --cluster --user --kubeconfig -s --server --as --request-timeout -c --container -l --selector'.split(' '),
);

function kubectlReads(words: readonly string[]): boolean {
  const [verb, ...rest] = operands(words, kubectlValued);
  if (verb === 'exec') {
    const inner = words.slice(words.indexOf('--') + 1);
    return words.includes('--') && wordsRead(inner[0], inner.slice(1));
  }
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

/** A GET or HEAD whose body, if it is kept, goes to /dev/null. */
function curlReads(words: readonly string[]): boolean {
  return words.every((word, at) => {
    const next = words[at + 1];
    if (word === '-X' || word === '--request') return next === 'GET' || next === 'HEAD';
    if (word === '-o' || word === '--output') return next === '/dev/null';
    if (/^(-X.+|--request=.+)$/.test(word)) return /(GET|HEAD)$/.test(word);
    if (/^-o.+|^--output=/.test(word)) return word.endsWith('/dev/null');
    return !/^(-d|-F|-T|-O|--data|--form|--upload-file|--remote-name|--json)/.test(word);
  });
}

/** The words that are not options (nor the values of the `valued` ones), up to `--`. */
function operands(words: readonly string[], valued: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as string;
    if (word === '--') break;
    if (valued.has(word)) at += 1;
    else if (!word.startsWith('-')) found.push(word);
  }
  return found;
}
