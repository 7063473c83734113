import type { Command, SyntaxNode, Word } from 'unbash';
import {
  asksCluster,
  type Client,
  clientOf,
  valuesOf,
  walkWithInner,
  without,
  wordsIn,
} from './cluster-client.ts';

/**
 * Quotes the part of a command with which it may use another cluster than the pinned one: the address of a
 * server, a kubeconfig outside the session's folder, or words that run a program without `KUBECONFIG`.
 * Returns `undefined` if there is no such part.
 */
export function otherCluster(text: string): string | undefined {
  let found: string | undefined;
  walkWithInner(text, (node) => {
    found ??= node.type === 'Command' ? otherClusterIn(node) : foreignKubeconfig(node);
  });
  return found;
}

function foreignKubeconfig(node: SyntaxNode): string | undefined {
  const isForeign =
    node.type === 'Assignment' &&
    node.name === 'KUBECONFIG' &&
    node.value.type === 'Word' &&
    isOutside(node.value);
  return isForeign ? `\`${node.text}\`` : undefined;
}

function otherClusterIn(command: Command): string | undefined {
  const words = wordsIn(command).map(({ value }) => value);
  if (words[0] === 'unset' && words.includes('KUBECONFIG')) return '`unset KUBECONFIG`';
  const client = clientOf(command);
  if (!client) return undefined;
  return withoutKubeconfig(client) ?? givenServer(client) ?? givenKubeconfig(client);
}

/** Words that run a program without the variable `KUBECONFIG`. */
function withoutKubeconfig({ name, wrapper, before }: Client): string | undefined {
  const options = before.map(({ value }) => value);
  const keeps = /^(?:-[A-Za-z]*E[A-Za-z]*|--preserve-env(?:=.*KUBECONFIG.*)?|KUBECONFIG=.*)$/;
  if (wrapper === 'sudo' && !options.some((word) => keeps.test(word))) return `\`sudo ${name}\``;
  const drops = /^(?:-i|-|--ignore-environment|-uKUBECONFIG|--unset=KUBECONFIG)$/;
  if (
    wrapper === 'env' &&
    (options.some((word) => drops.test(word)) || options.join(' ').includes('-u KUBECONFIG'))
  )
    return `\`env ${options[0]}\``;
  return undefined;
}

/**
 * The address of a server. `kubectl config set-cluster --server` does not count: it changes only the
 * session's own kubeconfig, which the runner checks before the next command.
 */
function givenServer(client: Client): string | undefined {
  const [server] = asksCluster(client) ? valuesOf(client, client.program.server) : [];
  return server && `\`${server.text}\``;
}

function givenKubeconfig(client: Client): string | undefined {
  const variable = 'KUBECONFIG=';
  const set = client.before.find(
    (word) => word.value.startsWith(variable) && isOutside(without(word, variable)),
  );
  const outside = set ?? valuesOf(client, client.program.kubeconfig).find(isOutside);
  return outside && `\`${outside.text}\``;
}

/** Whether a path certainly leads out of the session's folder. */
function isOutside({ text }: Pick<Word, 'text'>): boolean {
  return /^["']?(?:\/|~|\$HOME\b|\$\{HOME\})/.test(text) && !/^["']?(?:\/tmp\/|\$\{?TMPDIR)/.test(text);
}
