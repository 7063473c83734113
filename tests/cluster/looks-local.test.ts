import { expect, test } from 'vitest';
import { looksLocal, whyNotLocal } from '../../runner/cluster/kubeconfig/looks-local.ts';
import { withProxy } from '../../runner/cluster/kubeconfig/proxy-of.ts';

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

const at = (server: string, fields: Readonly<Record<string, unknown>> = {}) => ({
  context: 'minikube',
  server,
  cluster: { name: 'c', fields },
  user: { name: 'u', fields: {} },
});
const minikube = 'https://192.168.49.2:8443';
const proxy = { HTTPS_PROXY: 'http://user:password@proxy.example.com:3128' };

test.each<[string, ReturnType<typeof at>, NodeJS.ProcessEnv]>([
  [
    'its own proxy',
    at('https://127.0.0.1:6443', { 'proxy-url': 'http://user:password@proxy.example.com:3128' }),
    {},
  ],
  ['the environment’s', at(minikube), proxy],
  [
    'the environment’s, in small letters and without a scheme',
    at(minikube),
    { https_proxy: 'proxy.example.com:3128' },
  ],
  [
    'the environment’s, which excepts others',
    at(minikube),
    { ...proxy, NO_PROXY: '192.168.49.20,10.0.0.0/8,.internal,192.168.49.2:443,[::1]:8443,.2' },
  ],
  [
    'the environment’s, which excepts names below this one',
    at('https://kubernetes.docker.internal:6443'),
    { ...proxy, NO_PROXY: '.kubernetes.docker.internal,*.kubernetes.docker.internal,*docker.internal' },
  ],
])('whyNotLocal: names %s without its credentials', (_, found, env) => {
  expect(whyNotLocal(withProxy(found, env))).toBe(
    'is reached through a proxy (http://proxy.example.com:3128), so it may be any cluster',
  );
});

test.each<[string, NodeJS.ProcessEnv]>([
  ['https://127.0.0.1:6443', proxy],
  ['https://[::1]:6443', proxy],
  [minikube, { HTTP_PROXY: 'http://proxy.example.com:3128' }],
  [minikube, { ...proxy, NO_PROXY: 'localhost, 192.168.49.2' }],
  [minikube, { ...proxy, no_proxy: '192.168.0.0/16' }],
  [minikube, { ...proxy, NO_PROXY: '192.168.49.2:8443' }],
  [minikube, { ...proxy, NO_PROXY: '*' }],
  ['https://kubernetes.docker.internal:6443', { ...proxy, NO_PROXY: '.docker.internal' }],
  ['https://kubernetes.docker.internal:6443', { ...proxy, NO_PROXY: '*.docker.internal' }],
  ['https://kubernetes.docker.internal:6443', { ...proxy, NO_PROXY: 'docker.internal' }],
])('whyNotLocal: %s is reached directly with %o', (server, env) => {
  expect(whyNotLocal(withProxy(at(server), env))).toBeUndefined();
});
