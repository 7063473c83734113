/**
 * The certificates of one cluster. The authority of the stand-ins is made with the curl image, which trusts
 * it, and kept with that image in the cache.
 */
import { generateKeyPair } from 'node:crypto';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sourcePath } from '../folders.ts';
import { runProgram } from '../run-program.ts';

/**
 * Certificates are valid for long, because the authority of the stand-ins stays in the cache as long as the
 * curl image does.
 */
const validDays = '3650';

interface Leaf {
  file: string;
  authority: 'ca' | 'front-proxy-ca' | 'web-ca';
  subject: string;
  /** Subject alternative names in the notation of OpenSSL. */
  names?: string;
}

const apiServerNames = [
  'IP:10.96.0.1',
  'IP:10.10.0.1',
  'IP:127.0.0.1',
  'DNS:localhost',
  'DNS:kubernetes',
  'DNS:kubernetes.default',
  'DNS:kubernetes.default.svc',
  'DNS:kubernetes.default.svc.cluster.local',
].join();

/** Users and groups: https://kubernetes.io/docs/setup/best-practices/certificates/ */
const leaves: Leaf[] = [
  { file: 'apiserver', authority: 'ca', subject: '/CN=kube-apiserver', names: apiServerNames },
  {
    file: 'apiserver-kubelet-client',
    authority: 'ca',
    subject: '/O=system:masters/CN=kube-apiserver-kubelet-client',
  },
  { file: 'admin', authority: 'ca', subject: '/O=system:masters/CN=kubernetes-admin' },
  {
    file: 'kubelet',
    authority: 'ca',
    subject: '/O=system:nodes/CN=system:node:node1',
    names: 'DNS:node1,IP:10.10.0.1',
  },
  { file: 'kcm', authority: 'ca', subject: '/CN=system:kube-controller-manager' },
  { file: 'sched', authority: 'ca', subject: '/CN=system:kube-scheduler' },
  { file: 'proxy', authority: 'ca', subject: '/O=system:node-proxier/CN=system:kube-proxy' },
  { file: 'front-proxy-client', authority: 'front-proxy-ca', subject: '/CN=front-proxy-client' },
  {
    file: 'web',
    authority: 'web-ca',
    subject: '/CN=Guiderail stand-in',
    names: 'DNS:en.wikipedia.org,DNS:wikipedia.org,DNS:*.wikipedia.org,DNS:httpbin.org',
  },
];

/** Makes all certificates of one cluster in `folder`. `webCa`: the authority of the stand-ins. */
export async function makePki(folder: string, webCa: { certificate: string; key: string }): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await copyFile(webCa.certificate, join(folder, 'web-ca.crt'));
  await copyFile(webCa.key, join(folder, 'web-ca.key'));
  await Promise.all([
    makeAuthority(folder, { file: 'ca', name: 'guiderail cluster' }),
    makeAuthority(folder, { file: 'front-proxy-ca', name: 'guiderail front proxy' }),
    makeServiceAccountKeys(folder),
  ]);
  await Promise.all(leaves.map((leaf) => makeLeaf(folder, leaf)));
}

/** Makes the authority of the stand-ins in `folder` and returns its certificate (PEM). */
export async function makeWebCa(folder: string): Promise<string> {
  await makeAuthority(folder, { file: 'web-ca', name: 'Guiderail stand-ins' });
  return readFile(join(folder, 'web-ca.crt'), 'utf8');
}

async function makeAuthority(folder: string, { file, name }: { file: string; name: string }): Promise<void> {
  await makeCertificate(folder, {
    file,
    subject: `/CN=${name}`,
    extensions: [
      'basicConstraints=critical,CA:TRUE',
      'keyUsage=critical,keyCertSign,cRLSign,digitalSignature',
      'subjectKeyIdentifier=hash',
    ],
    signedBy: [],
  });
}

async function makeLeaf(folder: string, { file, authority, subject, names }: Leaf): Promise<void> {
  const extensions = [
    'basicConstraints=critical,CA:FALSE',
    'keyUsage=critical,digitalSignature,keyEncipherment',
    'extendedKeyUsage=serverAuth,clientAuth',
    ...(names ? [`subjectAltName=${names}`] : []),
  ];
  const signedBy = ['-CA', join(folder, `${authority}.crt`), '-CAkey', join(folder, `${authority}.key`)];
  await makeCertificate(folder, { file, subject, extensions, signedBy });
}

interface CertificateRequest {
  file: string;
  subject: string;
  extensions: string[];
  /** OpenSSL's options for the authority; empty: the certificate signs itself. */
  signedBy: string[];
}

/** Makes a certificate and its key. OpenSSL gives key files the mode 0600. */
async function makeCertificate(
  folder: string,
  { file, subject, extensions, signedBy }: CertificateRequest,
): Promise<void> {
  await runProgram('openssl', [
    'req',
    '-x509',
    '-config',
    sourcePath('pki', 'openssl.cnf'),
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    validDays,
    '-subj',
    subject,
    ...extensions.flatMap((extension) => ['-addext', extension]),
    ...signedBy,
    '-keyout',
    join(folder, `${file}.key`),
    '-out',
    join(folder, `${file}.crt`),
  ]);
}

async function makeServiceAccountKeys(folder: string): Promise<void> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  await writeFile(join(folder, 'sa.key'), privateKey, { mode: 0o600 });
  await writeFile(join(folder, 'sa.pub'), publicKey);
}
