import { expect, test } from 'vitest';
import { verbOf } from '../../runner/preflight/kubectl-verbs.ts';

/** The commands of kubectl 1.35, and a name that every object inherits. */
const words = (
  'alpha annotate api-resources api-versions apply attach auth autoscale certificate cluster-info ' +
  'completion config cordon cp create debug delete describe diff drain edit events exec explain expose ' +
  'get kustomize label logs options patch plugin port-forward proxy replace rollout run scale set taint ' +
  'top uncordon version wait constructor'
).split(' ');

function wordsWith(property: 'leavesWork' | 'deletesNothing' | 'onlySends'): string {
  return words.filter((word) => verbOf(word)[property]).join(' ');
}

test('verbOf: names the verbs after which a guide has to clean up', () => {
  expect(wordsWith('leavesWork')).toBe('annotate apply autoscale create expose label patch run set taint');
});

test('verbOf: names the verbs that delete nothing that the guide did not make', () => {
  expect(wordsWith('deletesNothing')).toBe(
    'annotate apply autoscale cordon create expose label rollout scale set uncordon',
  );
});

test('verbOf: names the verbs whose output does not depend on whether pods are ready', () => {
  expect(wordsWith('onlySends')).toBe('annotate apply autoscale create expose label patch replace scale set');
});

test('verbOf: says what each verb does to the objects of its manifests', () => {
  const effects = words.flatMap((word) => {
    const { doesToManifests } = verbOf(word);
    return doesToManifests === undefined ? [] : [[word, doesToManifests]];
  });
  expect(Object.fromEntries(effects)).toEqual({
    annotate: 'patch',
    apply: 'apply',
    create: 'create',
    delete: 'delete',
    label: 'patch',
    patch: 'patch',
    replace: 'patch',
    rollout: 'patch',
    scale: 'scale',
    set: 'patch',
  });
});
