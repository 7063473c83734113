import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import type { Guide, Step } from '../../src/guide/model.ts';
import { whyOutside } from '../../src/guide/options/when.ts';
import { filesOf } from '../../src/guide/page/guide-files.ts';
import type { UndeclaredWrite } from '../../src/guide/report.ts';
import { objectName } from '../../src/guide/text/object-name.ts';
import { objectMetadata } from '../cluster/cluster-api.ts';
import type { Access, ClusterWrites } from '../cluster/cluster-writes.ts';
import { leaseRefusedText, leaseRights, leaseRule } from '../cluster/lease/lease-rights.ts';
import { shellEnvironment } from '../cluster/shell-environment.ts';
import { discover, type Resource } from '../cluster/snapshot/resources.ts';
import type { Target, TargetOrigin } from '../cluster/target.ts';
import { commandText } from '../cluster/target-command.ts';
import { nothingIfForbidden } from '../errors.ts';
import { deletingStepsOf } from './deleting-steps.ts';
import { readCommands } from './effects.ts';
import { type MadeObject, madeObjects, operandsOf, resourceOf } from './made-objects.ts';
import { rightsFor, rightTexts } from './rights.ts';
import { plannedWrites } from './undeclared.ts';

/** Something that the guide lacks in the cluster or on this machine, as texts for the user. */
export interface Missing {
  /** A sentence without its full stop. */
  readonly what: string;
  /** Sentences that say what to do. */
  readonly next: string;
}

export interface Preflight {
  /** Versions, programs and rights that the guide needs and the target does not have. */
  readonly missing: readonly Missing[];
  /** Objects that the guide makes although they exist already. */
  readonly leftovers: readonly Leftover[];
  /** The objects and labels that the guide's commands make. */
  readonly makes: readonly MadeObject[];
  /** The cluster's kinds. */
  readonly resources: readonly Resource[];
  /** Writes of the commands to objects that the guide does not declare. They are mistakes of the guide. */
  readonly undeclared: readonly UndeclaredWrite[];
  /** Ids of the steps that may write to more than the texts of their commands show. */
  readonly unclearSteps: ReadonlySet<string>;
  /** Ids of the steps that may delete objects that the guide did not make. */
  readonly deletingSteps: readonly string[];
}

export interface Leftover extends Missing {
  readonly object: MadeObject;
  readonly uid: string;
}

/**
 * Checks before the first step everything that these steps of a guide need. Changes nothing. Throws a
 * TargetError if the cluster does not answer.
 */
export async function preflight(guide: Guide, target: Target, steps: readonly Step[]): Promise<Preflight> {
  const lacks = [...missingVersions(guide, target), ...missingCommands(guide, target)];
  const folder = filesOf(guide.file);
  const { effects, unclearSteps } = readCommands(steps, folder);
  if (effects.length === 0) {
    const resources = await discover(target.api);
    return {
      missing: lacks,
      leftovers: [],
      makes: [],
      resources,
      undeclared: [],
      unclearSteps,
      deletingSteps: deletingStepsOf(steps, { makes: [], resources, folder, defaultNamespace: '' }),
    };
  }
  const [resources, mayAll] = await Promise.all([
    discover(target.api),
    target.writes.mayI({ verb: '*', group: '*', resource: '*' }),
  ]);
  const defaultNamespace = namespaceOf(target);
  const makes = madeObjects(effects, { resources, defaultNamespace });
  const [rights, leaseRight, leftovers] = await Promise.all([
    mayAll === true ? [] : missingRights(rightsFor(effects, { resources, defaultNamespace }), target),
    mayAll === true ? [] : missingLeaseRight(target),
    findExisting(target, makes),
  ]);
  const deletingSteps = deletingStepsOf(steps, { makes, resources, folder, defaultNamespace });
  const undeclared = plannedWrites(guide, effects, { resources, defaultNamespace }).map(
    ({ withoutContext: _, ...write }) => write,
  );
  const ofUnknownKind = effects.filter((effect) => !resourceOf(effect, resources)).map(({ step }) => step);
  return {
    missing: [...lacks, ...rights, ...leaseRight],
    leftovers,
    makes,
    resources,
    undeclared,
    unclearSteps: new Set([...unclearSteps, ...ofUnknownKind]),
    deletingSteps,
  };
}

/** One text for all missing things. */
export function preflightText(found: readonly Missing[]): string {
  const [only] = found;
  if (found.length === 1 && only) return `${only.what}. Nothing was written. ${only.next}`;
  return [
    `Nothing was written, for ${found.length} reasons:`,
    ...found.map(({ what, next }) => `- ${what}. ${next}`),
  ].join('\n');
}

function missingVersions({ requires }: Guide, { versions }: Target): Missing[] {
  return (['kubernetes', 'istio'] as const).flatMap((product) => {
    const range = requires[product];
    const why = range === undefined ? undefined : whyOutside(product, range, versions[product]);
    return why === undefined
      ? []
      : [{ what: `The guide ${why}`, next: 'Choose another target or install what is missing.' }];
  });
}

function missingCommands({ requires }: Guide, target: Target): Missing[] {
  const path = shellEnvironment(process.env, target, '/')['PATH'] ?? '';
  const missing = requires.commands.filter(
    (command) => !path.split(delimiter).some((folder) => isProgram(join(folder, command))),
  );
  if (missing.length === 0) return [];
  return [
    {
      what: `The guide needs ${missing.join(' and ')} on the PATH`,
      next: `Install ${missing.length === 1 ? 'it' : 'them'} and start again.`,
    },
  ];
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function missingRights(
  needed: readonly Access[],
  { name, writes }: { name: string; writes: Pick<ClusterWrites, 'mayI'> },
): Promise<Missing[]> {
  const answers = await Promise.all(needed.map((access) => writes.mayI(access)));
  const texts = rightTexts(needed.filter((_, at) => answers[at] === false));
  return texts.map((text) => ({
    what: `The user of ${name} may not ${text}`,
    next: 'Ask for that right, or choose another user.',
  }));
}

async function missingLeaseRight(target: Target): Promise<Missing[]> {
  const { name, writes } = target;
  const answers = await Promise.all(leaseRights.map((access) => writes.mayI(access)));
  return answers.includes(false) ? [{ what: leaseRefusedText(name), next: leaseRule(target) }] : [];
}

interface Found {
  readonly metadata: {
    readonly uid: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
  };
}

async function findExisting({ api, origin }: Target, makes: readonly MadeObject[]): Promise<Leftover[]> {
  // If the user may not read an object, we cannot see it here. Its step then fails and says that it exists.
  const paths = [...new Set(makes.map(({ path }) => path))];
  const found = new Map(
    await Promise.all(
      paths.map(
        async (path) =>
          [path, await api.get<Found>(path, { accept: objectMetadata }).catch(nothingIfForbidden)] as const,
      ),
    ),
  );
  return makes.flatMap((object) => {
    const metadata = found.get(object.path)?.metadata;
    if (!metadata || (object.label !== undefined && metadata.labels?.[object.label] === undefined)) return [];
    return [{ object, uid: metadata.uid, ...existingText(object, origin) }];
  });
}

function existingText(object: MadeObject, origin: TargetOrigin): Missing {
  const { label, step } = object;
  const subject = objectName(object);
  if (label === undefined)
    return {
      what: `${subject} exists already, and step ${step} makes it`,
      next: `Delete it if it is not needed: ${commandText(origin, `kubectl delete ${operandsOf(object)}`)}.`,
    };
  return {
    what: `${subject} has the label ${label} already, and step ${step} sets it`,
    next:
      'Remove it if it is not needed: ' +
      `${commandText(origin, `kubectl label ${operandsOf(object)} ${label}-`)}.`,
  };
}

/** The namespace of commands without `-n`. */
function namespaceOf({ kubeconfig }: Target): string {
  const { contexts } = parse(kubeconfig) as { contexts?: readonly { context?: { namespace?: string } }[] };
  return contexts?.[0]?.context?.namespace ?? 'default';
}
