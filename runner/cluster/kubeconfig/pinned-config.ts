import { readFileSync } from 'node:fs';
import type { KubeConfig } from '@kubernetes/client-node';
import { CallError, messageOf } from '../../errors.ts';
import { credentialsOf } from './credentials.ts';
import type { KubeContext } from './kubeconfig.ts';
import { newKubeConfig } from './new-kube-config.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface PinnedConfig {
  /**
   * A kubeconfig with this one context and with the contents of the files that it names, so that it works in
   * any folder. The text is JSON, which is YAML.
   */
  readonly text: string;
  /** The authority that signs the server's certificate, as base64. */
  readonly authority: string | undefined;
  readonly secrets: readonly string[];
}

/** Fields that name a file. A kubeconfig may have the content instead, in a field that ends with `-data`. */
const inlined = ['certificate-authority', 'client-certificate', 'client-key'];

/**
 * Copies everything that a context means now. The file of a token is not copied, because other programs renew
 * the token in it. Throws a CallError if a file cannot be read.
 */
export function pinConfig({ context, server, namespace, cluster, user }: KubeContext): PinnedConfig {
  const clusterFields: Fields = { ...withContents(cluster.fields), server };
  const userFields = withContents(user.fields);
  const text = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': context,
    contexts: [{ name: context, context: { cluster: cluster.name, user: user.name, namespace } }],
    clusters: [{ name: cluster.name, cluster: clusterFields }],
    users: [{ name: user.name, user: userFields }],
  });
  return {
    text,
    authority: textOf(clusterFields['certificate-authority-data']),
    secrets: credentialsOf(clusterFields, userFields, (file) => contentOf(file)),
  };
}

/** The kubeconfig of the Kubernetes client for the runner's own requests, from the text of `pinConfig`. */
export async function kubeConfigOf(text: string): Promise<KubeConfig> {
  const config = await newKubeConfig();
  config.loadFromString(text);
  const user = (JSON.parse(text) as { users: readonly { user: Readonly<Record<string, unknown>> }[] })
    .users[0]?.user;
  // The library has another name for token files.
  if (user?.['tokenFile'] !== undefined)
    Object.assign(config.users[0] as object, {
      authProvider: { name: 'tokenFile', config: { tokenFile: user['tokenFile'] } },
    });
  return config;
}

/**
 * The headers of an impersonation that the library does not send. Without its groups, the user would have
 * other rights (https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation).
 */
export function impersonationOf({
  user: { fields },
}: KubeContext): Readonly<Record<string, string | string[]>> {
  const { 'as-groups': groups, 'as-uid': uid, 'as-user-extra': extra } = fields;
  return {
    ...(isTexts(groups) && { 'Impersonate-Group': groups }),
    ...(typeof uid === 'string' && { 'Impersonate-Uid': uid }),
    ...Object.fromEntries(
      Object.entries(extra ?? {}).flatMap(([key, values]) =>
        isTexts(values) ? [[`Impersonate-Extra-${encodeURIComponent(key)}`, values]] : [],
      ),
    ),
  };
}

function withContents(fields: Fields): Fields {
  const rest: Record<string, unknown> = { ...fields };
  for (const name of inlined) {
    const file = textOf(fields[name]);
    delete rest[name];
    if (file !== undefined) rest[`${name}-data`] ??= contentOf(file, 'base64');
  }
  return rest;
}

function contentOf(file: string, encoding: 'utf8' | 'base64' = 'utf8'): string {
  try {
    return readFileSync(file).toString(encoding);
  } catch (error) {
    throw new CallError(
      'kubeconfig-unreadable',
      `A file that the kubeconfig names cannot be read: ${messageOf(error)}.`,
    );
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string');
}
