import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** This program is on every machine that can run the local cluster. */
const openssl = 'openssl';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Makes a self-signed certificate for the loopback address. */
export function makeCertificate(): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'guiderail-test-'));
  const [cert, key] = [join(folder, 'cert'), join(folder, 'key')];
  const names = 'subjectAltName=IP:127.0.0.1,DNS:localhost';
  const args = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=test',
    '-addext',
    names,
  ];
  execFileSync(openssl, [...args, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  const made = { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
  rmSync(folder, { recursive: true });
  return made;
}

let shared: Certificate | undefined;

/** The certificate that the fake API servers of this process share. */
export function testCertificate(): Certificate {
  shared ??= makeCertificate();
  return shared;
}
