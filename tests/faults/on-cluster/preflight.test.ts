import { expect, onTestFinished, test } from 'vitest';
import { loadGuides } from '../../../runner/check/load-guides.ts';
import { preflight } from '../../../runner/preflight/preflight.ts';
import { passesOf, stepsOfPass } from '../../../src/guide/passes.ts';
import { useTestCluster } from '../../support/clusters/cluster-target.ts';
import { testCluster } from '../../support/clusters/test-cluster.ts';
import { guideFile } from '../../support/guides/guide-file.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { guiderail } from '../../support/programs/guiderail.ts';
import { asLimitedUser } from './limited-user.ts';
import { exec, label, make, remove } from './preflight-steps.ts';

const cluster = useTestCluster();

test('preflight: reports missing versions, commands and rights, and leftovers, at once', async ({ task }) => {
  leavesNothing();
  const limited = await asLimitedUser(cluster);
  cluster.kubectl('create', 'configmap', 'preflight-a');
  onTestFinished(() => void cluster.kubectl('delete', 'configmap', 'preflight-a'));
  const before = await cluster.objects();
  const front =
    '{requires: {kubernetes: ">=9", istio: ">=9", commands: [no-such-program]}, namespaces: [default, ' +
    'preflight-test]}';
  const { file } = guideFile([make, label, exec, remove], { guide: front });
  const { status: exit, stdout } = await guiderail([
    'test',
    file,
    '--target',
    `context=${testCluster}`,
    '--kubeconfig',
    limited.file,
  ]);
  const who = `The user of context=${testCluster} may not`;
  const said = stdout.split('\n').map((line) => line.trim());
  expect(said).toEqual(
    expect.arrayContaining([
      '! Nothing was written, for 9 reasons:',
      `- The guide needs kubernetes >=9, the target has ${cluster.target.versions.kubernetes}. Choose ` +
        'another target or install what is missing.',
      `- The guide needs istio >=9, the target has ${cluster.target.versions.istio}. Choose another ` +
        'target or install what is missing.',
      '- The guide needs no-such-program on the PATH. Install it and start again.',
      `- ${who} patch and delete configmaps in default. Ask for that right, or choose another user.`,
      `- ${who} get, create, patch and list deployments.apps in preflight-test. Ask for that right, or ` +
        'choose another user.',
      `- ${who} patch namespaces. Ask for that right, or choose another user.`,
      `- ${who} create pods/exec in default. Ask for that right, or choose another user.`,
      expect.stringMatching(
        new RegExp(
          '^- The user of .* may not write the Lease guiderail in kube-system, .*\\. ' +
            'Ask an administrator of the cluster at .*--resource-name=guiderail',
        ),
      ),
      '- ConfigMap preflight-a in default exists already, and step make makes it. Delete it if ' +
        `it is not needed: \`kubectl --context ${testCluster} --kubeconfig ${limited.file} delete ` +
        'configmap preflight-a -n default`.',
    ]),
  );
  expect([exit, await cluster.objects()]).toEqual([3, before]);
  figure(task, '9 things missing or left over, reported before step 1; 0 objects written');
});

test('preflight: reports a target without Istio, and labels of an earlier run', async ({ task }) => {
  leavesNothing();
  cluster.kubectl('label', 'namespace', 'default', 'preflight=no');
  onTestFinished(() => void cluster.kubectl('label', 'namespace', 'default', 'preflight-'));
  const { guide } = guideFile([label], { guide: '{requires: {istio: ">=1.20"}}' });
  const { missing, leftovers } = await preflight(
    guide,
    { ...cluster.target, versions: { kubernetes: '1.35.4' } },
    guide.steps,
  );
  expect(missing.map(({ what }) => what)).toEqual([
    'The guide needs istio >=1.20, and the target has no istio',
  ]);
  expect(leftovers.map(({ what, next }) => `${what}. ${next}`)).toEqual([
    'Namespace default has the label preflight already, and step label sets it. Remove it if it is ' +
      `not needed: \`npx guiderail cluster shell --name ${testCluster} -- kubectl label namespace default ` +
      "preflight-` in the project's folder.",
  ]);
  figure(task, `${missing.length} missing, ${leftovers.length} label left over, each with what to do`);
});

test('preflight: finds nothing missing for the first guide, in less than 150 ms', async ({ task }) => {
  leavesNothing();
  const [guide] = loadGuides([]).map((loaded) => loaded.guide);
  if (!guide) throw new Error('There is no guide.');
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    for (const choices of passesOf(guide)) {
      const started = performance.now();
      const { missing, leftovers, makes, deletingSteps } = await preflight(
        guide,
        cluster.target,
        stepsOfPass(guide, choices),
      );
      times.push(performance.now() - started);
      expect({ missing, leftovers, deletingSteps }).toEqual({
        missing: [],
        leftovers: [],
        deletingSteps: [],
      });
      expect(makes.length).toBeGreaterThanOrEqual(14);
    }
  }
  const best = Math.min(...times);
  expect(best).toBeLessThan(150);
  figure(task, `14 objects and 41 steps looked at in ${Math.round(best)} ms, best of ${times.length}`);
});
