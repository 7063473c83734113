import type { Guide } from '../../src/guide/model.ts';
import type { CommandResult, Evidence, StepResult } from '../../src/guide/result.ts';
import { withoutColours } from '../../src/guide/text/control-sequences.ts';
import type { Target } from '../cluster/target.ts';
import {
  clockToleranceMs,
  evidenceLineChars,
  evidenceRequests,
  evidenceTimeoutMs,
  mostEvidence,
} from '../limits.ts';
import { Sanitiser } from '../output/sanitise.ts';
import { redacted } from '../output/secrets/redact.ts';
import type { Failure, Finder, Found } from './failure.ts';
import { findMissingKind } from './missing-kind.ts';
import { findPods } from './pods.ts';
import { boundedReader } from './reader.ts';
import { findSidecars } from './sidecars.ts';
import { findUnreachable } from './unreachable.ts';
import { findUnresolvedHosts } from './unresolved-hosts.ts';

/** The finders in order of importance, which decides between causes that are otherwise equal. */
const finders: readonly Finder[] = [findMissingKind, findPods, findSidecars, findUnresolvedHosts];

/**
 * Finds causes in the cluster for a step that did not pass. It only reads, has a time limit, and never
 * throws.
 */
export async function gatherEvidence(
  target: Target,
  guide: Guide,
  result: StepResult,
  { openedAt }: { openedAt: number },
): Promise<readonly Evidence[]> {
  const bad = result.commands.find(({ verdict }) => verdict !== 'passed');
  if (!asksForEvidence(result, bad)) return [];
  const reader = boundedReader(target.api, {
    requests: evidenceRequests,
    signal: AbortSignal.timeout(evidenceTimeoutMs),
  });
  const unreachable = await findUnreachable(reader, target);
  if (unreachable) return [withoutSecrets(unreachable, target.secrets)];
  if (!bad) return [];
  const { versions, origin } = target;
  const failure: Failure = {
    guide,
    versions,
    origin,
    command: bad.text,
    output: bad.output,
    since: openedAt - clockToleranceMs,
  };
  const found = await Promise.allSettled(finders.map((find) => find(reader, failure)));
  return rank(found.flatMap((each) => (each.status === 'fulfilled' ? each.value : []))).map((evidence) =>
    withoutSecrets(evidence, target.secrets),
  );
}

/** Whether the cluster may be the cause: only commands that use the cluster fail because of it. */
function asksForEvidence({ verdict }: StepResult, bad: CommandResult | undefined): boolean {
  if (verdict === 'errored') return true;
  return (
    (verdict === 'differs' || verdict === 'failed' || verdict === 'timed-out') &&
    talksToCluster(bad?.text ?? '')
  );
}

/** Whether a command runs a program that sends requests to the cluster or into it. */
export function talksToCluster(command: string): boolean {
  return /\b(kubectl|istioctl|helm|curl|wget)\b/.test(command);
}

/** Sorts causes: first those that the command names, then the newest. Keeps one cause for each subject. */
export function rank(found: readonly Found[]): Evidence[] {
  const sorted = [...found].sort((a, b) => Number(b.named) - Number(a.named) || b.at - a.at || 0);
  const first = sorted.filter(
    ({ evidence }, at) => sorted.findIndex((other) => other.evidence.subject === evidence.subject) === at,
  );
  return first.slice(0, mostEvidence).map(({ evidence }) => evidence);
}

function withoutSecrets(evidence: Evidence, secrets: readonly string[]): Evidence {
  const clean = (text: string) => redacted(withoutColours(new Sanitiser().push(text)), secrets);
  const short = (line: string) =>
    line.length > evidenceLineChars ? `${line.slice(0, evidenceLineChars)}…` : line;
  return {
    ...evidence,
    subject: clean(evidence.subject),
    sentence: clean(evidence.sentence),
    next: clean(evidence.next),
    // Masks the lines as one text, because a secret may be several lines long.
    ...(evidence.detail && { detail: clean(evidence.detail.join('\n')).split('\n').map(short) }),
  };
}
