import type { Failure } from '../../../runner/evidence/failure.ts';
import { guideOf } from '../guides/guide-text.ts';
import { podMadeAt } from './pod-of.ts';

/** A failed command of a session that began just before the pods of these tests were created. */
export function failureOf(command: string, change: Partial<Failure> = {}): Failure {
  return {
    guide: guideOf('').guide,
    versions: { kubernetes: '1.35.4', istio: '1.31.1' },
    origin: { kind: 'context', context: 'kind-test', files: [] },
    command,
    output: '',
    since: Date.parse(podMadeAt) - 1000,
    ...change,
  };
}
