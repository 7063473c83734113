import { counted } from '../../src/guide/text/counted.ts';
import { type Allowance, describe, renderComparison } from '../match/index.ts';
import type { Corruption } from './corruption.ts';
import type { Accepted } from './prove.ts';
import { type GuideProof, scoreOf, type Unrecorded, vacuousIn } from './prove-guide.ts';

/** A guide that catches a smaller share of the corruptions than this gets a warning. */
const lowestScore = 0.95;

/**
 * A proof as lines of text: the score, what was left out, and every accepted corruption by page line and
 * reason.
 */
export function renderProof(proof: GuideProof): string[] {
  return [
    summary(proof),
    ...warnings(proof),
    ...unrecorded(proof),
    ...skipped(proof),
    ...masked(proof),
    ...accepted(proof),
  ];
}

/**
 * The errors of the guide that a proof found, one text each: expectations that accept every corruption, and
 * recorded outputs that do not match.
 */
export function renderFaults(proof: GuideProof): string[] {
  const vacuous = vacuousIn(proof).map(
    ({ line }) =>
      `${proof.file}:${line}: This accepts every corruption of its own output, the empty output too. ` +
      'Print something that the command must show, or use match=none.',
  );
  const mismatches = proof.mismatches.map(({ command, judged }) => {
    const sentences = judged.reasons.map(describe).join('; ');
    const shown = judged.comparison
      ? renderComparison(judged.comparison, { color: false }).replace(/^/gm, '\n    ').replace(/\n\n/g, '\n')
      : '';
    return (
      `${proof.file}:${command.line}: The recorded output is not what the page prints: ` +
      `${sentences}.${shown}`
    );
  });
  return [...vacuous, ...mismatches];
}

function summary(proof: GuideProof): string {
  const { caught, tried } = scoreOf(proof);
  const score =
    tried === 0
      ? 'no corruption could be tried'
      : `mutation score ${percent(caught / tried)} (${caught} of ${counted(tried, 'corruption')} caught)`;
  return (
    `${proof.file}: ${score}, ${counted(proof.proofs.length, 'expectation')} with output, ` +
    `${proof.exitStatusOnly} exit status only`
  );
}

function warnings(proof: GuideProof): string[] {
  const { caught, tried } = scoreOf(proof);
  const low = tried > 0 && caught / tried < lowestScore;
  return [
    ...(low
      ? [`  warning: below ${percent(lowestScore)}: print more of what is elided, or fewer samples`]
      : []),
    ...proof.proofs
      .filter((each) => each.proof.tried < each.proof.possible)
      .map(
        ({ command, proof: { tried: some, possible } }) =>
          `  line ${command.line}: the output is long; ${some} of its ` +
          `${counted(possible, 'corruption')} were tried, evenly spread`,
      ),
  ];
}

function unrecorded({ file, unrecorded: steps }: GuideProof): string[] {
  const leftOut = (some: readonly Unrecorded[], why: string) =>
    some.length === 0
      ? []
      : [
          `  left out, ${why}: ${some.map(({ step, line }) => `${step} (line ${line})`).join(', ')}; ` +
            `run npx guiderail test ${file} --record`,
        ];
  return [
    ...leftOut(
      steps.filter(({ isOlder }) => isOlder),
      'the recording is older than the step',
    ),
    ...leftOut(
      steps.filter(({ isOlder }) => !isOlder),
      'not recorded',
    ),
  ];
}

function skipped({ skipped: steps }: GuideProof): string[] {
  return steps.map(({ step, line, why }) => `  left out, skipped: ${step} (line ${line}): ${why}`);
}

function masked({ masked: commands }: GuideProof): string[] {
  return commands.map(
    ({ step, line }) =>
      `  left out, the recorded output has a mask in place of the secret that was compared: ${step} ` +
      `(line ${line})`,
  );
}

/** A line for each page line and reason, followed by its corruptions by kind. */
function accepted({ file, proofs }: GuideProof): string[] {
  const groups = Map.groupBy(
    proofs.flatMap(({ command, proof }) =>
      proof.accepted.map((each) => ({ ...each, line: each.allowance?.pageLine ?? command.line })),
    ),
    ({ line, allowance }) => `${file}:${line}: accepted, ${reasonOf(allowance)}`,
  );
  const inPageOrder = [...groups].toSorted(([, [a]], [, [b]]) => a!.line - b!.line);
  return inPageOrder.flatMap(([head, each]) => [`${head} (${each.length})`, ...byKind(each)]);
}

function byKind(each: readonly Accepted[]): string[] {
  const kinds = Map.groupBy(each, ({ corruption }) => corruption.kind);
  return [...kinds].map(
    ([kind, some]) => `    ${kind}: ${some.map(({ corruption }) => changeOf(corruption)).join(', ')}`,
  );
}

/** Why the page accepts a corruption, as text after "accepted, ". */
function reasonOf(allowance: Allowance | undefined): string {
  if (!allowance) return 'and the matcher cannot say why: this is a fault of the matcher, please report it';
  switch (allowance.by) {
    case 'type':
      return (
        `${allowance.sample} is a sample: ` +
        `${allowance.type}${allowance.column === undefined ? '' : ` in column ${allowance.column}`}`
      );
    case 'elided lines':
      return 'the line `...` stands for any lines';
    case 'elided text':
      return '`...` stands for any text in this line';
    case 'any value':
      return `"..." stands for any value${allowance.path === '' ? '' : ` at ${allowance.path}`}`;
    case 'pattern':
      return 'the pattern of this line accepts it';
    case 'order':
      return 'the order does not matter in this mode';
    case 'not compared':
      return 'this mode does not compare the rest of the output';
    case 'notation':
      return 'it is the same value, written differently';
    case 'other output':
      return 'another printed output of the command accepts it';
  }
}

function changeOf({ kind, line, column, before, after }: Corruption): string {
  switch (kind) {
    case 'number':
    case 'status':
    case 'name':
      return `${before} → ${after}`;
    case 'dropped line':
      return `${line} ${quoted(before)}`;
    case 'added line':
      return `${line} ${quoted(after)}`;
    case 'swapped lines':
      return `${line} and ${line + 1}`;
    case 'truncated':
      return `at ${line}:${column}`;
    case 'empty':
      return 'no output';
  }
}

const charsAtMost = 50;

function quoted(lines: string): string {
  const text = lines.trim();
  return `"${text.length > charsAtMost ? `${text.slice(0, charsAtMost)}…` : text}"`;
}

function percent(share: number): string {
  return `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
}
