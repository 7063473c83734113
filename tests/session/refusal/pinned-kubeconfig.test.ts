import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loopbackTarget } from '../../support/clusters/loopback-target.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { openSession } from '../../support/sessions/opened-session.ts';

const config = (server: string, { context = 'a', namespace = 'x' } = {}) =>
  JSON.stringify({
    'current-context': context,
    contexts: [{ name: 'a', context: { cluster: 'a', user: 'a', namespace } }],
    clusters: [{ name: 'a', cluster: { server, 'certificate-authority-data': 'QQ==' } }],
  });
const [pinned, other] = [config('https://192.0.2.1'), config('https://192.0.2.2')];

/**
 * Runs the steps of a guide, each with one command, in a session with a program `kubectl` that only prints
 * that it ran.
 */
async function verdictsOf(...commands: readonly string[]): Promise<unknown[]> {
  const programs = temporaryFolder();
  writeFileSync(join(programs, 'kubectl'), '#!/bin/sh\necho ran\n');
  chmodSync(join(programs, 'kubectl'), 0o755);
  const target = { ...loopbackTarget(), kubeconfig: pinned, pathBefore: [programs] };
  const { run, session } = openSession(
    commands.map((command, at) => fence(`$ ${command}`, `id=s${at} match=none`)).join('\n\n'),
    { target },
  );
  await session.type(
    `PINNED='${pinned}' OTHER='${other}' NEXT='${config('https://192.0.2.1', { namespace: 'y' })}'`,
    new AbortController().signal,
  );
  const results = [];
  for (const at of commands.keys()) results.push(await run(`s${at}`));
  return results.map(
    ({ verdict, message, commands: [command] }) => message ?? `${verdict}: ${command?.output.trim()}`,
  );
}

const elsewhere = 'leads to https://192.0.2.2 and not to the cluster that this session is pinned to.';

describe('Session: a command is not run that would reach another cluster because', () => {
  test('an earlier command set KUBECONFIG to another kubeconfig', async () => {
    expect(
      await verdictsOf(
        'kubectl get pods',
        'echo "$OTHER" > k; export KUBECONFIG=k',
        'kubectl get pods',
        'echo on',
      ),
    ).toEqual([
      'passed: ran',
      'passed: ',
      `The command at line 13 was not run because \`KUBECONFIG\` ${elsewhere}`,
      'passed: on',
    ]);
  });

  test('an earlier command unset KUBECONFIG, or set it to a file that does not exist', async () => {
    expect(
      await verdictsOf(
        'for each in unset; do $each KUBECONFIG; done',
        'kubectl get pods',
        'KUBECONFIG=nowhere',
        'kubectl get pods',
      ),
    ).toEqual([
      'passed: ',
      'The command at line 9 was not run because `KUBECONFIG` has no value any more, so programs would ' +
        'take the kubeconfig in your home folder.',
      'passed: ',
      'The command at line 17 was not run because `KUBECONFIG` leads to no cluster.',
    ]);
  });

  test('an earlier command changed the session’s own kubeconfig, as `kind create cluster` does', async () => {
    const commands = [
      'echo "$OTHER" > "$KUBECONFIG"',
      'kubectl get pods',
      './deploy.sh',
      'echo "$PINNED" > "$KUBECONFIG"',
      'kubectl get pods',
    ];
    expect(await verdictsOf(...commands)).toEqual([
      'passed: ',
      `The command at line 9 was not run because the kubeconfig of this session ${elsewhere}`,
      `The command at line 13 was not run because the kubeconfig of this session ${elsewhere}`,
      'passed: ',
      'passed: ran',
    ]);
  });

  test('it names another kubeconfig, or one that is not known before it runs', async () => {
    expect(
      await verdictsOf(
        'echo "$OTHER" > k',
        'kubectl get pods --kubeconfig k',
        'KUBECONFIG=./k kubectl get pods',
        'kubectl get pods --kubeconfig "$(echo k)"',
      ),
    ).toEqual([
      'passed: ',
      `The command at line 9 was not run because the kubeconfig that it names ${elsewhere}`,
      `The command at line 13 was not run because the kubeconfig that it names ${elsewhere}`,
      'The command at line 17 was not run because the kubeconfig that it names is not known before the ' +
        'command runs.',
    ]);
  });
});

/** Two contexts: `a` of the pinned cluster, `b` of another one. */
const both = (current: string) =>
  JSON.stringify({
    'current-context': current,
    contexts: ['a', 'b'].map((name) => ({ name, context: { cluster: name, user: 'a' } })),
    clusters: [1, 2].map((at) => ({
      name: 'xab'[at],
      cluster: { server: `https://192.0.2.${at}`, 'certificate-authority-data': 'QQ==' },
    })),
  });

test('Session: refuses a command that uses another context; a corrected kubeconfig works', async () => {
  const context =
    'because the context b leads to https://192.0.2.2 and not to the cluster that this session is pinned to.';
  expect(
    await verdictsOf(
      `echo '${both('a')}' > "$KUBECONFIG"`,
      'kubectl get pods --context a',
      'kubectl get pods --context b',
      'kubectl --context="$(echo b)" get pods',
      'kubectl config use-context b && kubectl delete pods --all',
      'kubectl get pods --context none',
      `echo '${both('b')}' > "$KUBECONFIG"`,
      'kubectl get pods',
      'kubectl config use-context a',
    ),
  ).toEqual([
    'passed: ',
    'passed: ran',
    `The command at line 13 was not run ${context}`,
    `The command at line 17 was not run ${context}`,
    `The command at line 21 was not run ${context}`,
    'passed: ran',
    'passed: ',
    `The command at line 33 was not run because the kubeconfig of this session ${elsewhere}`,
    'passed: ran',
  ]);
});

test('Session: refuses a command that sets KUBECONFIG to another cluster and asks that one', async () => {
  const why = `was not run because the kubeconfig that it names ${elsewhere}`;
  expect(
    await verdictsOf(
      'echo "$OTHER" > k',
      'export KUBECONFIG=$PWD/k; kubectl get pods',
      'env KUBECONFIG=k kubectl get pods',
      'bash -c "kubectl --kubeconfig k get pods"',
    ),
  ).toEqual([
    'passed: ',
    `The command at line 9 ${why}`,
    `The command at line 13 ${why}`,
    `The command at line 17 ${why}`,
  ]);
});

test.each([
  'mkfifo k',
  'mkdir k',
  'ln -s k k',
  'ln -s /dev/zero k',
  'truncate -s 5M k',
  "echo 'contexts: [null, 1]' > k; echo 'clusters: a' >> k",
  "echo '{' > k",
])('Session: a command is not run if the kubeconfig is none, after %s', async (make) => {
  expect(
    await verdictsOf(
      `rm -f k; ${make}; rm -rf "$KUBECONFIG"; cp -a k "$KUBECONFIG"`,
      'kubectl get pods',
      'kubectl get pods --kubeconfig k',
    ),
  ).toEqual([
    'passed: ',
    'The command at line 9 was not run because the kubeconfig of this session leads to no cluster.',
    'The command at line 13 was not run because the kubeconfig of this session leads to no cluster.',
  ]);
});

test('Session: runs a command if its kubeconfig names the authority by a file, or is a list', async () => {
  const withFile = (file: string) =>
    pinned.replace('certificate-authority-data', 'certificate-authority').replace('QQ==', file);
  expect(
    await verdictsOf(
      'mkdir sub; printf A > sub/ca',
      `echo '${withFile('ca')}' > sub/k; echo '${withFile('ABSOLUTE')}' | sed ` +
        '"s!ABSOLUTE!$PWD/sub/ca!" > absolute; echo {} > none',
      'kubectl get pods --kubeconfig sub/k',
      'kubectl get pods --kubeconfig absolute',
      'KUBECONFIG=none:sub/k kubectl get pods',
      'kubectl get pods --kubeconfig "$KUBECONFIG"',
    ),
  ).toEqual(['passed: ', 'passed: ', 'passed: ran', 'passed: ran', 'passed: ran', 'passed: ran']);
});

test('Session: runs a command if another kubeconfig or context leads to the same cluster', async () => {
  expect(
    await verdictsOf(
      'echo "$NEXT" > k; mkdir sub; cd sub',
      'kubectl get pods --kubeconfig ../k',
      'export KUBECONFIG=../k',
      'kubectl get pods',
    ),
  ).toEqual(['passed: ', 'passed: ran', 'passed: ', 'passed: ran']);
  expect(await verdictsOf('echo "$NEXT" > "$KUBECONFIG"', 'kubectl get pods')).toEqual([
    'passed: ',
    'passed: ran',
  ]);
});
