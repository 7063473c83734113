import { expect, test } from 'vitest';
import { findMissingKind, missingKind } from '../../runner/evidence/missing-kind.ts';
import { apiOf } from '../support/clusters/api-of.ts';
import { failureOf } from '../support/clusters/failure-of.ts';

test.each([
  [
    'no matches for kind "Gateway" in version "gateway.networking.k8s.io/v1"',
    { what: 'Gateway', group: 'gateway.networking.k8s.io', version: 'v1' },
  ],
  ['error: the server doesn\'t have a resource type "gateways"', { what: 'gateways' }],
  [
    'error: the server doesn\'t have a resource type "gateways.networking.istio.io"',
    { what: 'gateways', group: 'networking.istio.io' },
  ],
  ['Error from server (NotFound): pods "x" not found', undefined],
])('missingKind: %s', (output, missing) => {
  expect(missingKind(output)).toEqual(missing);
});

async function sentenceFor(output: string, answers: Record<string, unknown> = {}) {
  const [found] = await findMissingKind(apiOf(answers), failureOf('kubectl apply -f x', { output }));
  return found?.evidence;
}

test('findMissingKind: an API group that is not served, and what installs it', async () => {
  const istio = await sentenceFor('no matches for kind "VirtualService" in version "networking.istio.io/v1"');
  expect(istio?.sentence).toContain('it serves no API group networking.istio.io');
  expect(istio?.next).toBe('Install Istio (the target has 1.31.1), then run the step again.');
  const other = await sentenceFor('no matches for kind "Gateway" in version "gateway.networking.k8s.io/v1"');
  expect(other?.next).toContain('custom resource definitions of `gateway.networking.k8s.io`');
});

test('findMissingKind: an API group that is served in other versions, or without the kind', async () => {
  const group = { '/apis/networking.istio.io': { versions: [{ version: 'v1' }, { version: 'v1beta1' }] } };
  const version = await sentenceFor(
    'no matches for kind "Sidecar" in version "networking.istio.io/v9"',
    group,
  );
  expect(version?.sentence).toContain('in v1, v1beta1, not in v9');
  const kind = await sentenceFor('no matches for kind "Sidcar" in version "networking.istio.io/v1"', group);
  expect(kind?.sentence).toContain('but no Sidcar in it');
});
