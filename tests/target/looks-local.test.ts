import { expect, test } from 'vitest';
import { looksLocal } from '../../runner/target/looks-local.ts';

test.each([
  ['guiderail', 'https://127.0.0.1:41234'],
  ['kind-kind', 'https://127.0.0.1:6443'],
  ['k3d-dev', 'https://localhost:6443'],
  ['minikube', 'https://192.168.49.2:8443'],
  ['docker-desktop', 'https://kubernetes.docker.internal:6443'],
  ['kind-v6', 'https://[::1]:6443'],
])('looksLocal: %s at %s', (context, server) => {
  expect(looksLocal(context, server)).toBe(true);
});

test.each([
  ['prod', 'https://127.0.0.1:6443'],
  ['kind-prod', 'https://prod.example.com'],
  ['kind-kind', 'https://127.0.0.1.example.com'],
  ['kind-kind', 'https://8.8.8.8'],
  ['arn:aws:eks:eu:1:cluster/x', 'https://10.0.0.1'],
  ['kind-kind', 'nonsense'],
])('looksLocal: not %s at %s', (context, server) => {
  expect(looksLocal(context, server)).toBe(false);
});
