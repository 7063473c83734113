import { describe, expect, test } from 'vitest';
import { noCleanup } from '../../runner/check/no-cleanup.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';

function warnings(...fences: string[]): string[] {
  return noCleanup(guideOf(fences.join('\n\n')).guide).map(
    ({ line, message, code }) => `${line}: ${message} [${code}]`,
  );
}

const apply = fence('$ id\n$ kubectl apply -f x.yaml', 'id=make');
const remove = (options = '') => fence('$ kubectl delete -f x.yaml', `id=remove ${options}`.trim());
const missing =
  '6: The guide has no cleanup step, but its step make creates something in the cluster. Add a step with ' +
  '`role=cleanup` that deletes what the guide creates. [no-cleanup]';
const unmarked =
  'This step only deletes. Give it `role=cleanup`, so that it also runs when a step above does not pass. ' +
  '[no-cleanup]';

describe('noCleanup', () => {
  test('names the first command that creates something', () => {
    expect(warnings(fence('$ kubectl get pods'), apply)).toEqual([missing.replace('6:', '10:')]);
  });
  test.each([
    'kubectl create ns a',
    'kubectl run a --image=b',
    'kubectl label ns default a=b',
    'helm install a b',
    'istioctl install -y',
    'echo a | kubectl apply -f -',
  ])('knows that `%s` creates something', (command) => {
    expect(warnings(fence(`$ id\n$ ${command}`, 'id=make'))).toEqual([missing]);
  });
  test.each([
    'kubectl get pods',
    'kubectl apply --dry-run=client -f x.yaml',
    'kubectl run a --rm -it --image=b -- id',
    'kubectl label ns default a-',
    'kubectl create token a',
    'kubectl rollout restart deployment a',
    'export A=1',
  ])('knows that `%s` leaves nothing', (command) => {
    expect(warnings(fence(`$ ${command}`))).toEqual([]);
  });
  test('names the step that only deletes, below all steps that create something', () => {
    expect(warnings(apply, remove())).toEqual([`9: ${unmarked}`]);
  });
  test('names a step under the heading Clean up, wherever it is on the page', () => {
    expect(
      warnings(
        apply,
        '## Cleanup',
        remove(),
        '## End',
        fence('$ kubectl delete ns a', 'role=cleanup id=all'),
      ),
    ).toEqual([`11: ${unmarked}`]);
  });
  test('does not warn about a guide with a cleanup step', () => {
    expect(warnings(apply, remove('role=cleanup'))).toEqual([]);
  });
  test('does not treat a step as a cleanup if a step below it creates something', () => {
    expect(warnings(remove(), fence('$ kubectl apply -f x.yaml', 'id=make'))).toEqual([
      missing.replace('6:', '9:'),
    ]);
  });
  test('does not warn about steps that are not run', () => {
    expect(warnings(fence('$ kubectl apply -f x.yaml', 'skip="elsewhere"'))).toEqual([]);
  });
});
