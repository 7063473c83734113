import type { Command, Word } from 'unbash';
import { parseBash, walk, wordsOf } from './bash.ts';

/** Programs that find their cluster in a kubeconfig, with the options that name one. */
const clients: Readonly<Record<string, { readonly kubeconfig: readonly string[]; readonly server: readonly string[] }>> = {
  kubectl: { kubeconfig: ['--kubeconfig'], server: ['--server', '-s'] },
  istioctl: { kubeconfig: ['--kubeconfig', '-c'], server: [] },
  helm: { kubeconfig: ['--kubeconfig'], server: ['--kube-apiserver'] },
};

/**
 * What in a command leads past the cluster that its session is pinned to, quoted, or `undefined`: the address of a server, a kubeconfig outside the session's
 * folder, and what runs a program without `KUBECONFIG`.
 */
export function otherCluster(text: string): string | undefined {
  let found: string | undefined;
  walk(parseBash(text), (node) => {
    if (found !== undefined) return;
    if (node.type === 'Assignment' && node.name === 'KUBECONFIG' && node.value.type === 'Word' && isOutside(node.value)) found = `\`${node.text}\``;
    if (node.type === 'Command') found ??= inCommand(node);
  });
  return found;
}

/** The kubeconfigs that programs of a command are told to read, by option or for one program only; `undefined` for each that bash has to fill in. */
export function kubeconfigsNamed(text: string): (string | undefined)[] {
  const found: (string | undefined)[] = [];
  if (!/kubeconfig|istioctl/i.test(text)) return found;
  walk(parseBash(text), (node) => {
    if (node.type !== 'Command') return;
    const client = clientOf(node);
    if (client) found.push(...valuesOf(node, clients[client]!.kubeconfig).map((word) => plainText(word)));
    if (client)
      for (const each of node.prefix)
        if (each.type === 'Assignment' && each.name === 'KUBECONFIG') found.push(each.value.type === 'Word' ? plainText(each.value) : undefined);
  });
  return found;
}

/** Programs that write, but not to the cluster of a kubeconfig. Each other program that writes may. */
const local = new Set(
  '[ : alias awk base64 cat cd chmod cp curl cut declare docker echo eval exec exit export false find git grep head jq k3d kill kind ln ls local minikube mkdir mktemp mv openssl printf pwd read readonly rm rmdir sed set shift shopt sleep sort tail tar tee test touch tr trap true type umask unalias uniq unset unzip wait wc wget yq'.split(
    ' ',
  ),
);

/** Whether a command may ask the cluster that `KUBECONFIG` leads to, or write to it. */
export function mayAskCluster({ text, reads }: { readonly text: string; readonly reads: boolean }): boolean {
  if (/\b(?:kubectl|istioctl|helm)\b/.test(text)) return true;
  let found = false;
  if (!reads) {
    walk(parseBash(text), (node) => {
      found ||= node.type === 'Command' && node.name !== undefined && !local.has(node.name.value);
    });
  }
  return found;
}

function inCommand(command: Command): string | undefined {
  const words = wordsOf(command);
  const name = command.name?.value;
  if (name === 'unset' && words.includes('KUBECONFIG')) return '`unset KUBECONFIG`';
  const client = clientOf(command);
  if (!client) return undefined;
  if (name === 'sudo' && !words.some((word) => /^(?:-[A-Za-z]*E[A-Za-z]*|--preserve-env(?:=.*KUBECONFIG.*)?)$/.test(word))) return `\`sudo ${client}\``;
  if (
    name === 'env' &&
    (words.some((word) => /^(?:-i|-|--ignore-environment|-uKUBECONFIG|--unset=KUBECONFIG)$/.test(word)) || words.join(' ').includes('-u KUBECONFIG'))
  )
    return `\`env ${words[0]}\``;
  const [server] = valuesOf(command, clients[client]!.server);
  if (server) return `\`${server.text}\``;
  const outside = valuesOf(command, clients[client]!.kubeconfig).find(isOutside);
  return outside && `\`${outside.text}\``;
}

/** The program of a command that finds its cluster in a kubeconfig, also behind `sudo`, `env` and the like. */
function clientOf(command: Command): string | undefined {
  const words = [command.name?.value ?? '', ...wordsOf(command)];
  const [first = ''] = words;
  if (Object.hasOwn(clients, first)) return first;
  return wrappers.has(first) ? words.find((word) => Object.hasOwn(clients, word)) : undefined;
}

const wrappers = new Set(['sudo', 'env', 'command', 'exec', 'time', 'timeout', 'watch', 'nohup', 'xargs', 'nice']);

/** The values of these options: `--option value`, `--option=value`. What follows `--` is another program's. */
function valuesOf({ args }: Command, options: readonly string[]): Word[] {
  const words = args.filter((each) => each.type === 'Word');
  const end = words.findIndex(({ text }) => text === '--');
  return (end < 0 ? words : words.slice(0, end)).flatMap((word, at) => {
    if (options.includes(word.text)) return words[at + 1] ?? [];
    const option = options.find((each) => each.startsWith('--') && word.text.startsWith(`${each}=`));
    return option === undefined ? [] : [{ ...word, text: word.text.slice(option.length + 1), value: word.value.slice(option.length + 1) }];
  });
}

/** Whether a path surely leads out of the session's folder. */
function isOutside({ text }: Pick<Word, 'text'>): boolean {
  return /^["']?(?:\/|~|\$HOME\b|\$\{HOME\})/.test(text) && !/^["']?(?:\/tmp\/|\$\{?TMPDIR)/.test(text);
}

/** The text of a word that bash expands to just itself. */
function plainText({ text, value }: Pick<Word, 'text' | 'value'>): string | undefined {
  return /[$`*?[{]/.test(text) ? undefined : value;
}
