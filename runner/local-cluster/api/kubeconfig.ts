import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A kubeconfig with one context and with the certificates in it. The text is JSON, which is YAML. */
export function kubeconfigText(options: {
  context: string;
  server: string;
  authority: string;
  certificate: string;
  key: string;
}): string {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const { context: name } = options;
  return JSON.stringify(
    {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        {
          name,
          cluster: { server: options.server, 'certificate-authority-data': base64(options.authority) },
        },
      ],
      users: [
        {
          name,
          user: {
            'client-certificate-data': base64(options.certificate),
            'client-key-data': base64(options.key),
          },
        },
      ],
      contexts: [{ name, context: { cluster: name, user: name } }],
      'current-context': name,
    },
    null,
    2,
  );
}

/** Writes a kubeconfig with the certificate `user` of the folder `pki`. Only the file's owner can read it. */
export async function writeKubeconfig(
  path: string,
  { pki, user, context, server }: { pki: string; user: string; context: string; server: string },
): Promise<void> {
  const [authority, certificate, key] = await Promise.all(
    ['ca.crt', `${user}.crt`, `${user}.key`].map((file) => readFile(join(pki, file), 'utf8')),
  );
  const text = kubeconfigText({
    context,
    server,
    authority: authority!,
    certificate: certificate!,
    key: key!,
  });
  await writeFile(path, text, { mode: 0o600 });
}
