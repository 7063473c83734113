import type { Guide } from '../../src/guide/model.ts';
import { filesOf } from '../../src/guide/page/guide-files.ts';
import { passesOf, stepsOfPass } from '../../src/guide/passes.ts';
import type { Problem } from '../../src/guide/problem.ts';
import { declares } from '../cluster/snapshot/declared.ts';
import { builtinKinds } from '../preflight/builtin-kinds.ts';
import { type Effect, effectsOf } from '../preflight/effects.ts';
import { resourceOf } from '../preflight/made-objects.ts';
import { plannedWrites } from '../preflight/undeclared.ts';
import type { Rule } from './rule.ts';

/** Problems for the undeclared writes of a guide that are certain without a cluster. */
export function undeclaredProblems(guide: Guide): Problem[] {
  const found = plannedIn(guide).flatMap(({ line, message, withoutContext }) =>
    withoutContext === undefined
      ? { code: 'undeclared-write' as const, file: guide.file, line, message }
      : [],
  );
  return onceEach(found);
}

/** Warns about writes to the namespace of the context in a guide that does not declare `default`. */
export const contextNamespaces: Rule = (guide) => {
  const found = plannedIn(guide).flatMap(({ line, withoutContext }) =>
    withoutContext === undefined ? [] : { code: 'context-namespace' as const, line, message: withoutContext },
  );
  return onceEach(found);
};

/** Warns about a guide that writes to the cluster and declares nothing. */
export const nothingDeclared: Rule = (guide) => {
  if (declares(guide)) return [];
  const objects = writesOf(guide).flatMap((effect) => {
    const resource = resourceOf(effect, builtinKinds);
    return resource ? [{ effect, resource }] : [];
  });
  const [first] = objects;
  if (!first) return [];
  const namespaces = objects.flatMap(({ effect, resource }) => {
    if (resource.namespaced) return effect.everywhere ? [] : (effect.namespace ?? 'default');
    return resource.kind === 'Namespace' && effect.name !== undefined ? effect.name : [];
  });
  const creates = objects.flatMap(({ effect: { does, name }, resource: { kind, namespaced } }) =>
    namespaced || name === undefined || (kind === 'Namespace' && does !== 'apply' && does !== 'create')
      ? []
      : `${kind.toLowerCase()}/${name}`,
  );
  const lines = Object.entries({ namespaces, creates }).flatMap(([key, values]) =>
    values.length > 0 ? `\`${key}: [${[...new Set(values)].join(', ')}]\`` : [],
  );
  const message =
    `Step ${first.effect.step} writes to the cluster, and the guide does not declare what it touches, ` +
    'so on a shared cluster nothing proves that its cleanup ' +
    `removes everything. Add ${lines.join(' and ')} below \`guide:\` in the front matter.`;
  return [{ code: 'nothing-declared', line: first.effect.line, message }];
};

function plannedIn(guide: Guide) {
  return passes(guide).flatMap((effects) =>
    plannedWrites(guide, effects, { resources: builtinKinds, defaultNamespace: 'default' }),
  );
}

function writesOf(guide: Guide): Effect[] {
  return passes(guide).flatMap((effects) => effects.filter(({ does, isSure }) => does !== 'exec' && isSure));
}

const effectsOfGuide = new WeakMap<Guide, readonly (readonly Effect[])[]>();

/** The effects of each pass. We keep them for each guide, because several rules need them. */
function passes(guide: Guide): readonly (readonly Effect[])[] {
  const effects =
    effectsOfGuide.get(guide) ??
    passesOf(guide).map((choices) =>
      effectsOf(
        stepsOfPass(guide, choices).filter(({ skip }) => skip === undefined),
        filesOf(guide.file),
      ),
    );
  effectsOfGuide.set(guide, effects);
  return effects;
}

function onceEach<Found extends { line: number; message: string }>(found: readonly Found[]): Found[] {
  return [...new Map(found.map((each) => [`${each.line} ${each.message}`, each])).values()];
}
