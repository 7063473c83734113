import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fence } from '../support/guide-text.ts';
import { loopbackTarget } from '../support/loopback-target.ts';
import { openSession } from '../support/opened-session.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const config = (server: string, { context = 'a', namespace = 'x' } = {}) =>
  JSON.stringify({
    'current-context': context,
    contexts: [{ name: 'a', context: { cluster: 'a', user: 'a', namespace } }],
    clusters: [{ name: 'a', cluster: { server, 'certificate-authority-data': 'QQ==' } }],
  });
const [pinned, other] = [config('https://192.0.2.1'), config('https://192.0.2.2')];

/** Runs the steps of a guide, each one command, in a session with a program `kubectl` that only says that it ran. */
async function verdictsOf(...commands: readonly string[]): Promise<unknown[]> {
  const programs = temporaryFolder();
  writeFileSync(join(programs, 'kubectl'), '#!/bin/sh\necho ran\n');
  chmodSync(join(programs, 'kubectl'), 0o755);
  const target = { ...loopbackTarget(), kubeconfig: pinned, pathBefore: [programs] };
  const { run, session } = openSession(commands.map((command, at) => fence(`$ ${command}`, `id=s${at} match=none`)).join('\n\n'), { target });
  await session.type(`PINNED='${pinned}' OTHER='${other}' NEXT='${config('https://192.0.2.1', { namespace: 'y' })}'`, new AbortController().signal);
  const results = [];
  for (const at of commands.keys()) results.push(await run(`s${at}`));
  return results.map(({ verdict, message, commands: [command] }) => message ?? `${verdict}: ${command?.output.trim()}`);
}

const elsewhere = 'leads to https://192.0.2.2 and not to the cluster that this session is pinned to.';

describe('Session: a command is not run that would reach another cluster because', () => {
  test('an earlier command let KUBECONFIG name another kubeconfig', async () => {
    expect(await verdictsOf('kubectl get pods', 'echo "$OTHER" > k; export KUBECONFIG=k', 'kubectl get pods', 'echo on')).toEqual([
      'passed: ran',
      'passed: ',
      `The command at line 13 was not run because \`KUBECONFIG\` ${elsewhere}`,
      'passed: on',
    ]);
  });

  test('an earlier command took KUBECONFIG away, or let it name nothing', async () => {
    expect(await verdictsOf('eval "unset KUBECONFIG"', 'kubectl get pods', 'KUBECONFIG=nowhere', 'kubectl get pods')).toEqual([
      'passed: ',
      'The command at line 9 was not run because `KUBECONFIG` has no value any more, so programs would take the kubeconfig in your home folder.',
      'passed: ',
      'The command at line 17 was not run because `KUBECONFIG` leads to no cluster.',
    ]);
  });

  test('an earlier command changed the session’s own kubeconfig, as `kind create cluster` does', async () => {
    const commands = ['echo "$OTHER" > "$KUBECONFIG"', 'kubectl get pods', './deploy.sh', 'echo "$PINNED" > "$KUBECONFIG"', 'kubectl get pods'];
    expect(await verdictsOf(...commands)).toEqual([
      'passed: ',
      `The command at line 9 was not run because the kubeconfig of this session ${elsewhere}`,
      `The command at line 13 was not run because the kubeconfig of this session ${elsewhere}`,
      'passed: ',
      'passed: ran',
    ]);
  });

  test('it names another kubeconfig itself, or one that nobody knows before', async () => {
    expect(
      await verdictsOf('echo "$OTHER" > k', 'kubectl get pods --kubeconfig k', 'KUBECONFIG=./k kubectl get pods', 'kubectl get pods --kubeconfig "$(echo k)"'),
    ).toEqual([
      'passed: ',
      `The command at line 9 was not run because the kubeconfig that it names ${elsewhere}`,
      `The command at line 13 was not run because the kubeconfig that it names ${elsewhere}`,
      'The command at line 17 was not run because the kubeconfig that it names is not known before the command runs.',
    ]);
  });
});

test('Session: a command is run if another kubeconfig, namespace or user leads to the same cluster', async () => {
  expect(await verdictsOf('echo "$NEXT" > k; mkdir sub; cd sub', 'kubectl get pods --kubeconfig ../k', 'export KUBECONFIG=../k', 'kubectl get pods')).toEqual([
    'passed: ',
    'passed: ran',
    'passed: ',
    'passed: ran',
  ]);
  expect(await verdictsOf('echo "$NEXT" > "$KUBECONFIG"', 'kubectl get pods')).toEqual(['passed: ', 'passed: ran']);
});
