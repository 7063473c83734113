import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { leftLabels } from '../../runner/cleanup/left-objects.ts';
import type { FoundRecord } from '../../runner/cleanup/pass-record.ts';
import type { ClusterApi } from '../../runner/cluster/cluster-api.ts';
import { leaseRule } from '../../runner/cluster/lease/lease-rights.ts';
import type { Target, TargetOrigin } from '../../runner/cluster/target.ts';
import { targetCommand } from '../../runner/cluster/target-command.ts';
import { UnreachableError } from '../../runner/errors.ts';
import { explainPod } from '../../runner/evidence/explain-pod.ts';
import { findSidecars } from '../../runner/evidence/sidecars.ts';
import { findUnreachable } from '../../runner/evidence/unreachable.ts';
import { preflight } from '../../runner/preflight/preflight.ts';
import { projectFolder } from '../../runner/project.ts';
import { apiOf } from '../support/clusters/api-of.ts';
import { failureOf } from '../support/clusters/failure-of.ts';
import { loopbackTarget } from '../support/clusters/loopback-target.ts';
import { podMadeAt, podOf, readyStatus } from '../support/clusters/pod-of.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';

const userFile = join(process.env['HOME'] ?? homedir(), '.kube', 'config');
const demo: TargetOrigin = { kind: 'local', name: 'demo' };
const dev: TargetOrigin = { kind: 'context', context: 'kind-dev', files: ['/etc/team a.yaml'] };

test.each<[string, TargetOrigin, string]>([
  [
    'the local cluster',
    { kind: 'local', name: 'guiderail' },
    'npx guiderail cluster shell -- kubectl delete namespace a',
  ],
  ['a named one', demo, 'npx guiderail cluster shell --name demo -- kubectl delete namespace a'],
  [
    'a context of the user’s own file',
    { kind: 'context', context: 'kind-dev', files: [userFile] },
    'kubectl --context kind-dev delete namespace a',
  ],
  [
    'a context of another file',
    dev,
    "kubectl --context kind-dev --kubeconfig '/etc/team a.yaml' delete namespace a",
  ],
  [
    'a context of several files',
    { kind: 'context', context: 'kind-dev', files: ['/a', '/b c'] },
    "KUBECONFIG='/a:/b c' kubectl --context kind-dev delete namespace a",
  ],
  [
    'a context with a name that the shell would read otherwise',
    { kind: 'context', context: "Bob's $HOME", files: [userFile] },
    "kubectl --context 'Bob'\\''s $HOME' delete namespace a",
  ],
])('targetCommand: %s', (_, origin, command) => {
  expect(targetCommand(origin, 'kubectl delete namespace a')).toBe(command);
});

test('targetCommand: bash reads context and files without a change', () => {
  const origin: TargetOrigin = {
    kind: 'context',
    context: 'it\'s `me` \\ "$USER"',
    files: ["/tmp/a'b\n$(c)"],
  };
  const script = `kubectl() { printf '%s|' "$@"; }; ${targetCommand(origin, 'kubectl get ns')}`;
  expect(execFileSync('bash', ['-c', script], { encoding: 'utf8' })).toBe(
    `--context|${origin.context}|--kubeconfig|${origin.files[0]}|get|ns|`,
  );
});

/** All advice with a command that Guiderail gives for a target. */
async function adviceOn(origin: TargetOrigin): Promise<string[]> {
  const object = (name: string, labels = {}) => ({
    metadata: { name, uid: name, labels, creationTimestamp: podMadeAt },
  });
  const api = {
    host: '192.0.2.7:6443',
    get: async (path: string) =>
      ({
        '/api/v1': {
          resources: [{ name: 'namespaces', kind: 'Namespace', namespaced: false, verbs: ['list'] }],
        },
        '/api/v1/namespaces/made': object('made'),
        '/api/v1/namespaces/default': object('default', { team: 'a' }),
      })[path],
  } as unknown as ClusterApi;
  const target: Target = { ...loopbackTarget(), api, origin };
  const { guide } = guideOf(
    fence('$ kubectl create namespace made\n$ kubectl label namespace default team=a', 'id=a'),
  );
  const { leftovers } = await preflight(guide, target, guide.steps);
  const makes = [
    { step: 'a', kind: 'Namespace', name: 'default', label: 'team', path: '/api/v1/namespaces/default' },
  ];
  const proxy = podOf({ name: 'istio-proxy', state: { running: {} } });
  const bare = podOf({}, { status: readyStatus });
  const lists = {
    '/api/v1/namespaces/istio-system/pods?labelSelector=app%3Distiod': { items: [] },
    '/api/v1/namespaces/default': {
      metadata: { name: 'default', creationTimestamp: podMadeAt, labels: { 'istio-injection': 'enabled' } },
    },
    '/api/v1/namespaces/default/pods': { items: [bare] },
  };
  const silent = {
    get: async () => undefined,
    text: async () => Promise.reject(new UnreachableError(api.host, 'no answer')),
  };
  const found = [
    ...leftovers,
    explainPod(proxy, undefined, origin),
    explainPod(podOf({ state: { running: {} } }), undefined, origin),
  ];
  const sidecars = await findSidecars(apiOf(lists), failureOf('kubectl get pods', { origin }));
  return [
    ...found.map((each) => each?.next ?? ''),
    ...sidecars.map(({ evidence }) => evidence.next),
    (await findUnreachable(silent, target))?.next ?? '',
    ...(await leftLabels(api, { makes, origin } as unknown as FoundRecord)),
  ];
}

test('advice: each command works on the pinned cluster, local or of a context', async () => {
  const local = 'npx guiderail cluster shell --name demo --';
  const kubectl = "kubectl --context kind-dev --kubeconfig '/etc/team a.yaml'";
  const info = `${kubectl} cluster-info`;
  const texts = ({
    command,
    istioctl,
    place,
    unreachable,
  }: {
    command: string;
    istioctl: string;
    place: string;
    unreachable: string;
  }) => [
    `Delete it if it is not needed: \`${command} delete namespace made\`${place}.`,
    `Remove it if it is not needed: \`${command} label namespace default team-\`${place}.`,
    `Run \`${istioctl} proxy-status\`${place}, and check that istiod is ready in istio-system; then run ` +
      'the step again.',
    `Find out what its readiness probe checks: \`${command} describe pod web-7bd4f5c8b9-w2l7h -n ` +
      `default\`${place}.`,
    `Find out why with \`${command} get pods -n istio-system\`${place}, and run the step again when it ` +
      'is ready.',
    `Delete it, so that it is created again with one: \`${command} delete pod web-7bd4f5c8b9-w2l7h -n ` +
      `default\`${place}. Then run the step again.`,
    unreachable,
    `${command} label namespace default team-`,
  ];
  expect(await adviceOn(demo)).toEqual(
    texts({
      command: `${local} kubectl`,
      istioctl: `${local} istioctl`,
      place: " in the project's folder",
      unreachable:
        'Check it with `npx guiderail cluster status --name demo`, start it with `npx guiderail cluster up ' +
        '--name demo`, and start the runner again.',
    }),
  );
  expect(await adviceOn(dev)).toEqual(
    texts({
      command: kubectl,
      istioctl: kubectl.replace('kubectl', 'istioctl'),
      place: '',
      unreachable: `Check with \`${info}\` whether it runs; run the step again when it answers.`,
    }),
  );
});

test('advice: the text for an administrator names the server and leaves the context open', () => {
  const create = (role: string) => `kubectl --context CONTEXT create role ${role} -n kube-system`;
  expect(leaseRule({ api: { host: '192.0.2.7:6443' } as ClusterApi })).toBe(
    'Ask an administrator of the cluster at 192.0.2.7:6443 for two roles in kube-system and their ' +
      'bindings to you. ' +
      `With the administrator's context of that cluster for CONTEXT: \`${create('guiderail')} ` +
      '--verb=get,update,delete --resource=leases.coordination.k8s.io --resource-name=guiderail` and ' +
      `\`${create('guiderail-create')} --verb=create --resource=leases.coordination.k8s.io\`.`,
  );
});

test('advice: no text in the sources has a command that depends on the current context', () => {
  const files = globSync(['runner/**/*.ts', 'src/**/*.{ts,astro}'], { cwd: projectFolder });
  const bare = files.flatMap((file) =>
    readFileSync(join(projectFolder, file), 'utf8')
      .split('\n')
      .filter((line) => !/^\s*(?:\/?\*|\/\/)/.test(line))
      // Finds commands in the code spans of a text. `kubectl config` is allowed without a context: it only
      // reads the kubeconfig.
      .flatMap((line) =>
        [
          ...line.matchAll(/(?:\\`|'[^'`]*`)((?:kubectl|istioctl|helm) (?!--context |config )[^`\\]*)\\?`/g),
        ].map(([, command]) => `${file}: ${command}`),
      ),
  );
  expect(files.length).toBeGreaterThan(300);
  expect(bare).toEqual([]);
});
