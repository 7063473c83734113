import { filesOf } from '../../src/guide/guide-files.ts';
import type { Guide } from '../../src/guide/model.ts';
import type { Problem } from '../../src/guide/problem.ts';
import { passesOf, stepsOfPass } from '../engine/plan.ts';
import { builtinKinds } from '../preflight/builtin-kinds.ts';
import { type Deed, deedsOf } from '../preflight/deeds.ts';
import { resourceOf } from '../preflight/made-objects.ts';
import { plannedWrites } from '../preflight/undeclared.ts';
import { declares } from '../target/declared.ts';
import type { Rule } from './rule.ts';

/** Problems: writes to something that the guide does not declare, if they are certain without a cluster. */
export function undeclaredProblems(guide: Guide): Problem[] {
  const found = plannedIn(guide).flatMap(({ line, message, withoutContext }) =>
    withoutContext === undefined ? { code: 'undeclared-write' as const, file: guide.file, line, message } : [],
  );
  return onceEach(found);
}

/** Warns about commands that use the namespace of the context, if the guide does not declare `default`. */
export const contextNamespaces: Rule = (guide) => {
  const found = plannedIn(guide).flatMap(({ line, withoutContext }) =>
    withoutContext === undefined ? [] : { code: 'context-namespace' as const, line, message: withoutContext },
  );
  return onceEach(found);
};

/** Warns about a guide that writes to the cluster and declares nothing. */
export const nothingDeclared: Rule = (guide) => {
  if (declares(guide)) return [];
  const objects = writesOf(guide).flatMap((deed) => {
    const resource = resourceOf(deed, builtinKinds);
    return resource ? [{ deed, resource }] : [];
  });
  const [first] = objects;
  if (!first) return [];
  const namespaces = objects.flatMap(({ deed, resource }) => {
    if (resource.namespaced) return deed.everywhere ? [] : (deed.namespace ?? 'default');
    return resource.kind === 'Namespace' && deed.name !== undefined ? deed.name : [];
  });
  const creates = objects.flatMap(({ deed: { does, name }, resource: { kind, namespaced } }) =>
    namespaced || name === undefined || (kind === 'Namespace' && does !== 'apply' && does !== 'create') ? [] : `${kind.toLowerCase()}/${name}`,
  );
  const lines = Object.entries({ namespaces, creates }).flatMap(([key, values]) =>
    values.length > 0 ? `\`${key}: [${[...new Set(values)].join(', ')}]\`` : [],
  );
  const message =
    `Step ${first.deed.step} writes to the cluster, and the guide does not declare what it touches, so on a shared cluster nothing proves that its cleanup ` +
    `removes everything. Add ${lines.join(' and ')} below \`guide:\` in the front matter.`;
  return [{ code: 'nothing-declared', line: first.deed.line, message }];
};

function plannedIn(guide: Guide) {
  return passes(guide).flatMap((deeds) => plannedWrites(guide, deeds, { resources: builtinKinds, defaultNamespace: 'default' }));
}

function writesOf(guide: Guide): Deed[] {
  return passes(guide).flatMap((deeds) => deeds.filter(({ does, isSure }) => does !== 'exec' && isSure));
}

const read = new WeakMap<Guide, readonly (readonly Deed[])[]>();

/** The writes of each pass, kept because each rule asks for them. */
function passes(guide: Guide): readonly (readonly Deed[])[] {
  const deeds =
    read.get(guide) ??
    passesOf(guide).map((choices) =>
      deedsOf(
        stepsOfPass(guide, choices).filter(({ skip }) => skip === undefined),
        filesOf(guide.file),
      ),
    );
  read.set(guide, deeds);
  return deeds;
}

function onceEach<Found extends { line: number; message: string }>(found: readonly Found[]): Found[] {
  return [...new Map(found.map((each) => [`${each.line} ${each.message}`, each])).values()];
}
