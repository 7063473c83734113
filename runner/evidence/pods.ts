import type { Command } from 'unbash';
import { parseBash, walk, wordsOf } from '../../src/guide/command/bash.ts';
import { kubectlValued, operands } from '../../src/guide/command/operands.ts';
import type { Evidence } from '../../src/guide/result.ts';
import { evidenceLogLines } from '../limits.ts';
import { verbOf } from '../preflight/kubectl-verbs.ts';
import { explainPod } from './explain-pod.ts';
import { type Failure, type Finder, type Found, isNamed, isOfSession, namespacesOf } from './failure.ts';
import { isReady, type ListOf, type Pod, seenAt, type Warning, workloadOf } from './kubernetes.ts';
import type { Reader } from './reader.ts';

/** Finds pods that are not ready, one of each workload, and workloads that could not make their pods. */
export const findPods: Finder = async (reader, failure) => {
  if (answersBeforePodsStart(failure)) return [];
  const found = await Promise.all(
    namespacesOf(failure).map((namespace) => inNamespace(reader, failure, namespace)),
  );
  return found.flat();
};

/**
 * Whether the command only sends objects with kubectl. Pods that are not ready do not change its output,
 * unless one of them serves a webhook.
 */
function answersBeforePodsStart({ command, output }: Failure): boolean {
  if (/webhook|timed? ?out/i.test(output)) return false;
  const programs: Command[] = [];
  walk(parseBash(command), (node) => {
    if (node.type === 'Command' && node.name) programs.push(node);
  });
  return (
    programs.length > 0 &&
    programs.every(
      (node) =>
        node.name?.value === 'kubectl' && verbOf(operands(wordsOf(node), kubectlValued)[0] ?? '').onlySends,
    )
  );
}

async function inNamespace(reader: Reader, failure: Failure, namespace: string): Promise<Found[]> {
  const base = `/api/v1/namespaces/${namespace}`;
  const [pods, events] = await Promise.all([
    reader.get<ListOf<Pod>>(`${base}/pods`),
    reader.get<ListOf<Warning>>(`${base}/events?fieldSelector=type%3DWarning`),
  ]);
  const warnings = [...(events?.items ?? [])].sort((a, b) => seenAt(b) - seenAt(a));
  const bad = new Map<string, Found>();
  for (const pod of newestFirst(pods?.items ?? []).filter((each) => isOfFailure(failure, each))) {
    const evidence = explainPod(pod, lastWarning(warnings, pod), failure.origin);
    const key = evidence && `${evidence.kind} ${workloadOf(pod)}`;
    if (!key || bad.has(key)) continue;
    const named = isNamed(failure, pod.metadata.name) || isNamed(failure, workloadOf(pod));
    bad.set(key, {
      evidence: await withLog(reader, pod, evidence),
      named,
      at: Date.parse(pod.metadata.creationTimestamp),
    });
  }
  return [...bad.values(), ...workloadsWithoutPods(failure, warnings, pods?.items ?? [])];
}

function newestFirst(pods: readonly Pod[]): Pod[] {
  return [...pods].sort((a, b) => b.metadata.creationTimestamp.localeCompare(a.metadata.creationTimestamp));
}

/**
 * Whether a pod may explain the failure: it is not ready, and it was made or became unready in this session,
 * or the command or its output names it.
 */
function isOfFailure(failure: Failure, pod: Pod): boolean {
  if (isReady(pod)) return false;
  if (
    isOfSession(failure, pod.metadata) ||
    isNamed(failure, pod.metadata.name) ||
    isNamed(failure, workloadOf(pod))
  )
    return true;
  const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
  return Date.parse(ready?.lastTransitionTime ?? '') >= failure.since;
}

function lastWarning(warnings: readonly Warning[], { metadata }: Pod): Warning | undefined {
  return warnings.find(({ involvedObject: { kind, name } }) => kind === 'Pod' && name === metadata.name);
}

/** Adds the last lines of the log of a container that ended. */
async function withLog(reader: Reader, { metadata, status }: Pod, evidence: Evidence): Promise<Evidence> {
  if (evidence.kind !== 'crash') return evidence;
  const container =
    status?.containerStatuses?.find(({ name }) => evidence.sentence.startsWith(`Container ${name} `))?.name ??
    '';
  const log = `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}/log`;
  const path = `${log}?container=${container}&tailLines=${evidenceLogLines}`;
  const tries = await Promise.all([reader.text(path), reader.text(`${path}&previous=true`)]);
  const lines = tries
    .find(({ status: code, body }) => code === 200 && body.trim() !== '')
    ?.body.trimEnd()
    .split('\n');
  return lines ? { ...evidence, detail: lines } : evidence;
}

/** Finds a ReplicaSet, Job or StatefulSet that could not make its pods, from the event that says so. */
function workloadsWithoutPods(failure: Failure, warnings: readonly Warning[], pods: readonly Pod[]): Found[] {
  const owners = new Set(
    pods.flatMap(({ metadata }) => metadata.ownerReferences ?? []).map(({ name }) => name),
  );
  const isMeant = (warning: Warning) =>
    warning.reason === 'FailedCreate' &&
    seenAt(warning) >= failure.since &&
    !owners.has(warning.involvedObject.name);
  const last = warnings.find(isMeant);
  if (!last) return [];
  const { kind, name } = last.involvedObject;
  const subject = `${kind} ${name} in ${last.metadata.namespace}`;
  return [
    {
      evidence: {
        kind: 'warning',
        subject,
        sentence: `${subject} cannot make its pods: ${last.message ?? 'no reason is given'}`,
        next:
          'Fix what the message names (a quota, a webhook, a missing service account), then run the step ' +
          'again.',
      },
      named: isNamed(failure, name),
      at: seenAt(last),
    },
  ];
}
