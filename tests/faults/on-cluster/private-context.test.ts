import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { contextTarget } from '../../../runner/cluster/context-target.ts';
import { programFolder } from '../../../runner/local-cluster/index.ts';
import { Session } from '../../../runner/session/session.ts';
import type { Step } from '../../../src/guide/model.ts';
import { kubeconfigOf, startEmptyCluster } from '../../support/clusters/empty-cluster.ts';
import { fence, guideOf } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';

const options = {
  signal: new AbortController().signal,
  listener: { commandStarted() {}, output() {}, commandEnded() {} },
};

test('Session: kubectl config changes contexts and credentials only for this session', async ({ task }) => {
  leavesNothing();
  const [pinned, other] = [await startEmptyCluster(), await startEmptyCluster()];
  const file = join(temporaryFolder(), 'kubeconfig');
  writeFileSync(file, JSON.stringify(kubeconfigOf(pinned.port, { user: { token: 'ours' } })));
  const before = { text: readFileSync(file, 'utf8'), changed: statSync(file).mtimeMs };
  const target = await contextTarget('kind-test', { kubeconfig: file, pathBehind: await programFolder() });
  const { guide, problems } = guideOf(
    [
      fence(
        [
          '$ kubectl config set-credentials somebody --token=theirs',
          'User "somebody" set.',
          `$ kubectl config set-cluster c --server=https://127.0.0.1:${other.port}`,
          'Cluster "c" set.',
          '$ kubectl config set-context other --cluster=c --user=somebody',
          'Context "other" created.',
          '$ kubectl config use-context other',
          'Switched to context "other".',
        ].join('\n'),
        'id=change',
      ),
      fence('$ kubectl config current-context\nother', 'id=same-session'),
      fence('$ kubectl get --raw /version\n{"gitVersion":"v1.35.4"}', 'id=asks'),
      fence('$ kubectl config current-context\nkind-test', 'id=next-session'),
    ].join('\n\n'),
  );
  expect(problems).toEqual([]);
  const open = () => {
    const session = new Session(guide, target);
    onTestFinished(() => session.close());
    return async (id: string) => {
      const { verdict, message } = await session.run(
        guide.steps.find((step) => step.id === id) as Step,
        options,
      );
      return message ?? verdict;
    };
  };

  const first = open();
  // Some versions of kubectl ask the server for its version at each call, even for `kubectl config`. So the
  // other cluster may see such a request, but no command that means to reach the cluster.
  expect([await first('change'), await first('same-session'), await first('asks')]).toEqual([
    'passed',
    'passed',
    'The command at line 21 was not run because the kubeconfig of this session leads to ' +
      `https://127.0.0.1:${other.port} and not to the cluster that this session is pinned to.`,
  ]);
  expect({ text: readFileSync(file, 'utf8'), changed: statSync(file).mtimeMs }).toEqual(before);

  pinned.uid = 'asked';
  await expect(target.recheck()).rejects.toMatchObject({
    message: expect.stringContaining(`127.0.0.1:${pinned.port} is another cluster`),
  });
  pinned.uid = 'u';

  const next = open();
  expect([await next('next-session'), await next('asks')]).toEqual(['passed', 'passed']);
  expect(pinned.authorization).toBe('Bearer ours');
  expect([pinned.written, other.written]).toEqual([[], []]);
  figure(
    task,
    '4 changes by kubectl config: the session sees them and is kept from the other cluster, the user’s ' +
      'file is the same to the byte, the runner asks the pinned cluster, the next session starts from it',
  );
});
