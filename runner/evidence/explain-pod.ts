import type { Evidence } from '../../src/guide/result.ts';
import { counted } from '../../src/guide/text/counted.ts';
import { originInfo } from '../cluster/open-target.ts';
import type { TargetOrigin } from '../cluster/target.ts';
import { commandText } from '../cluster/target-command.ts';
import {
  type ContainerStatus,
  isReady,
  type Pod,
  subjectOf,
  type Warning,
  workloadOf,
} from './kubernetes.ts';

const pullReasons = new Set(['ErrImagePull', 'ImagePullBackOff']);
const imageReasons = new Set([...pullReasons, 'InvalidImageName', 'ErrImageNeverPull', 'ImageInspectError']);
/** Reasons of a container that waits because it is still being started. */
const startReasons = new Set(['ContainerCreating', 'PodInitializing']);

/** A warning such as `Error: ImagePullBackOff`, which says no more than the container's state. */
const bareReason = /^Error: \w+$/;

/** Why a pod is not ready; `undefined`: it is ready. `warning`: the last warning about the pod. */
export function explainPod(
  pod: Pod,
  warning: Warning | undefined,
  origin: TargetOrigin,
): Evidence | undefined {
  if (isReady(pod)) return undefined;
  const subject = subjectOf('Pod', pod.metadata);
  const about = (evidence: Omit<Evidence, 'subject'>): Evidence => {
    const { detail = [], ...rest } = evidence;
    const lines = [...new Set([...detail, warning?.message ?? ''])].filter(
      (line) => line !== '' && !bareReason.test(line) && !evidence.sentence.includes(line),
    );
    return { ...rest, subject, ...(lines.length > 0 && { detail: lines }) };
  };
  const unscheduled = pod.status?.conditions?.find(
    ({ type, status }) => type === 'PodScheduled' && status === 'False',
  );
  if (unscheduled) {
    return about({
      kind: 'unschedulable',
      sentence:
        `${subject} finds no node to run on: ` +
        `${unscheduled.message ?? warning?.message ?? 'the scheduler gives no reason'}`,
      next:
        'Ask for less (CPU, memory, a node with certain labels) in the manifest, or give the cluster ' +
        'such a node; then run again the step that makes it.',
    });
  }
  const containers = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const explained = containers
    .map((container) => explainContainer(pod, container, { warning, origin }))
    .find((each) => each !== undefined);
  if (explained) return about(explained);
  const reason = warning?.reason === undefined ? '' : ` (${warning.reason})`;
  return about({
    kind: 'starting',
    sentence: `${subject} is still being started${reason}.`,
    next: 'Wait for it to be ready, then run the step again.',
  });
}

function imageRemedy(reason: string, origin: TargetOrigin): string {
  const hint = pullReasons.has(reason) ? originInfo(origin).imageHint : undefined;
  return hint ?? 'Check that the image’s name and tag are right and that the node reaches its registry';
}

function explainContainer(
  pod: Pod,
  container: ContainerStatus,
  { warning, origin }: { warning: Warning | undefined; origin: TargetOrigin },
): Omit<Evidence, 'subject'> | undefined {
  const { name, image, state, lastState, restartCount, ready } = container;
  const { metadata } = pod;
  const where = `of Pod ${metadata.name} in ${metadata.namespace}`;
  const reason = state?.waiting?.reason;
  const detail = state?.waiting?.message === undefined ? {} : { detail: [state.waiting.message] };
  const ended = state?.terminated ?? lastState?.terminated;
  if (reason !== undefined && imageReasons.has(reason)) {
    return {
      kind: 'image',
      sentence: `The image ${image} of container ${name} ${where} cannot be pulled (${reason}).`,
      ...detail,
      next: `${imageRemedy(reason, origin)}, then run again the step that makes ${workloadOf(pod)}.`,
    };
  }
  if (ended && ended.exitCode !== 0 && !state?.running) {
    return {
      kind: 'crash',
      sentence:
        `Container ${name} ${where} ends with exit status ` +
        `${ended.exitCode}${ended.reason === undefined ? '' : ` (${ended.reason})`}, restarted ` +
        `${counted(restartCount, 'time')}.`,
      next: `Read its last lines, fix the cause, and run again the step that makes ${workloadOf(pod)}.`,
    };
  }
  if (reason !== undefined && !startReasons.has(reason)) {
    return {
      kind: 'container',
      sentence: `Container ${name} ${where} cannot be started (${reason}).`,
      ...detail,
      next: 'Fix what the message names, then run the step again.',
    };
  }
  if (!state?.running || ready) return undefined;
  if (name === 'istio-proxy') {
    return {
      kind: 'sidecar',
      sentence: `The sidecar ${where} runs, but has no configuration from istiod yet.`,
      next:
        `Run ${commandText(origin, 'istioctl proxy-status')}, and check that istiod is ready in ` +
        'istio-system; then run the step again.',
    };
  }
  const probe = warning?.reason === 'Unhealthy' ? `: ${warning.message}` : '.';
  return {
    kind: 'not-ready',
    sentence: `Container ${name} ${where} runs, but is not ready${probe}`,
    next:
      'Find out what its readiness probe checks: ' +
      `${commandText(origin, `kubectl describe pod ${metadata.name} -n ${metadata.namespace}`)}.`,
  };
}
