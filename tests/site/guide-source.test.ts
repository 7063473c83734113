import { expect, test } from 'vitest';
import { namesFile } from '../../src/site/guide-source.ts';

test.each([
  ['kubectl apply -f samples/sleep/sleep.yaml', true],
  ['kubectl apply -f ./samples/sleep/sleep.yaml -n x', true],
  ['istioctl kube-inject -f samples/sleep/sleep.yaml | kubectl apply -f -', true],
  ['kubectl apply -f <(cat samples/sleep/sleep.yaml)', true],
  ['kubectl apply -f "samples/sleep/sleep.yaml"', true],
  ['kubectl apply -f other/samples/sleep/sleep.yaml', false],
  ['kubectl apply -f samples/sleep/sleep.yaml.bak', false],
])('namesFile: %j: %s', (command, expected) => {
  expect(namesFile(command, 'samples/sleep/sleep.yaml')).toBe(expected);
});
