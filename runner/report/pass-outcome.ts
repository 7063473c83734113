import type { Choices } from '../../src/guide/passes.ts';
import { formatProblem } from '../../src/guide/problem.ts';
import type { Report } from '../../src/guide/report.ts';
import { objectName } from '../../src/guide/text/object-name.ts';

type Leftover = Report['leftovers'][number];

/** The guide's name, with the choices of the pass: `istio/egress (injection: automatic)`. */
export function passName({ guide, choices }: Pick<Report, 'guide' | 'choices'>): string {
  return `${guide}${choicesText(choices)}`;
}

/** ` (injection: automatic, endpoints: Endpoints)`; empty if the pass has no choices. */
export function choicesText(choices: Choices): string {
  const texts = Object.entries(choices).map(([group, value]) => `${group}: ${value}`);
  return texts.length === 0 ? '' : ` (${texts.join(', ')})`;
}

/**
 * One line for each write to something that the guide does not declare: `guide.mdx:31: Step make …
 * [undeclared-write]`.
 */
export function undeclaredLines({ file, undeclared = [] }: Report): string[] {
  return undeclared.map(({ line, message }) =>
    formatProblem({ code: 'undeclared-write', file, line, message }),
  );
}

/** `left`: objects that the pass made and that are still there. `gone`: objects that it deleted. */
export function leftAndGone({ leftovers }: Report): {
  readonly left: readonly Leftover[];
  readonly gone: readonly Leftover[];
} {
  return { left: leftovers.filter(({ gone }) => !gone), gone: leftovers.filter(({ gone }) => gone) };
}

/** An object that is left or gone, with what is known about it: `Service x in default (made by a)`. */
export function leftoverText({
  gone,
  step,
  during = [],
  writers = [],
  finalizers = [],
  ...object
}: Leftover): string {
  const subject = objectName(object);
  const held =
    finalizers.length === 0 ? '' : `, being deleted but held by the finalizer ${finalizers.join(' and ')}`;
  if (gone) return `${subject} (there before${step === undefined ? '' : `, deleted by ${step}`})${held}`;
  const facts = [
    ...(step === undefined ? [] : [`made by ${step}`]),
    ...(during.length === 0 ? [] : [`appeared while ${during.join(' or ')} ran`]),
    ...(writers.length === 0 ? [] : [`written by ${writers.join(' and ')}`]),
  ];
  return `${subject}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}${held}`;
}

/** Whether the cluster is as it was before the pass, on one line, and then what to do if it is not. */
export function proofWithHint(report: Report, separator: string): string {
  return [proofText(report), leftoverHint(report)].filter(Boolean).join(separator);
}

function proofText(report: Report): string {
  const { left, gone } = leftAndGone(report);
  const texts = (objects: readonly Leftover[]) => objects.map(leftoverText).join('; ');
  const parts = [
    ...(left.length > 0 ? [`left behind: ${texts(left)}`] : []),
    ...(gone.length > 0 ? [`no longer there: ${texts(gone)}`] : []),
  ];
  return parts.join('; ') || 'nothing left behind';
}

/**
 * Says what an author can do about objects that a guide left. `undefined` if its cleanup did not pass,
 * because the report says that already.
 */
export function leftoverHint(report: Report): string | undefined {
  const { cleanup = [], steps } = report;
  const all = leftAndGone(report).left;
  const namespaces = new Set(all.filter(({ kind }) => kind === 'Namespace').map(({ name }) => name));
  // Deleting a namespace deletes everything in it.
  const left = all.filter(
    ({ finalizers = [], namespace = '' }) => finalizers.length === 0 && !namespaces.has(namespace),
  );
  if (left.length === 0) return undefined;
  if (cleanup.length === 0)
    return 'The guide has no cleanup step. Add a step with `role=cleanup` that deletes what the guide makes.';
  if (steps.some(({ step, verdict }) => cleanup.includes(step) && verdict !== 'passed')) return undefined;
  const named = left.slice(0, 3).map(objectName);
  const texts = [
    ...named,
    ...(left.length > named.length ? [`${left.length - named.length} more`] : []),
  ].join(', ');
  return (
    `The cleanup of the guide (${cleanup.join(', ')}) passed, but did not delete this: ${texts}. Add a ` +
    'command that deletes it to that cleanup.'
  );
}
