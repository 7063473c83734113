import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { withoutColour } from '../../../runner/match/index.ts';
import { Redactor } from '../../../runner/output/secrets/redact.ts';
import { consoleReporter } from '../../../runner/report/console.ts';
import { junitXml } from '../../../runner/report/junit.ts';
import { githubReporter, jsonReporter, tapText } from '../../../runner/report/machine.ts';
import { makeRecording } from '../../../runner/report/recording.ts';
import { Session } from '../../../runner/session/session.ts';
import type { Report, StepResult } from '../../../src/guide/protocol.ts';
import { loopbackTarget } from '../../support/clusters/loopback-target.ts';
import { fence, guideOf } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { runsOf, serveGuide } from '../../support/servers/served-guide.ts';

/** What the loopback target's sessions must not show. */
const [known = ''] = loopbackTarget().secrets;

/** Made of digits and letters that mean nothing: no real key is in this file. */
const filler = (length: number, of = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') =>
  Array.from({ length }, (_, at) => of[(at * 7 + (at % 5)) % of.length]).join('');
const pem = (type: 'rsa' | 'ec', format: 'pkcs1' | 'pkcs8' | 'sec1') =>
  type === 'rsa'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        .privateKey.export({ type: format, format: 'pem' })
        .toString()
        .trimEnd()
    : generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
        .privateKey.export({ type: format, format: 'pem' })
        .toString()
        .trimEnd();
const rsa = pem('rsa', 'pkcs1');
const pkcs8 = pem('rsa', 'pkcs8');
const ec = pem('ec', 'sec1');
const encoded = (text: string) => Buffer.from(text).toString('base64');
/** Its last line of 76 characters, which hold 57 bytes, has 18: short, and without padding. */
const unpadded = `${ec}\n`.replace(new RegExp(`(?<=KEY-----\n).{${(ec.length + 1 - 18) % 57}}`), '');
const token = `${encoded('{"alg":"RS256","kid":"x"}').replace(/=+$/, '')}.${encoded('{"iss":"kubernetes/serviceaccount","sub":"system:serviceaccount:a:b"}').replace(/=+$/, '')}.${filler(342)}`;

/** Text around a secret, which stands between the marks. */
const kinds: readonly (readonly [name: string, text: string])[] = [
  ['the value of the target', `the value is ‹${known}›, no more`],
  ['it in Base64', `data: ‹${encoded(known)}›\n`],
  ['it percent-encoded in an address', `GET /?q=‹${encodeURIComponent(known)}›&a=b\n`],
  ['it in hexadecimal', `0x‹${Buffer.from(known).toString('hex')}› end`],
  ['a JSON Web Token', `token is ‹${token}›\n`],
  ['a token of a service account, described', `Data\n====\ntoken:      ‹${token}›\nca.crt:     1107 bytes\n`],
  [
    'a bearer token in a request',
    `> Host: httpbin.org\n> Authorization: Bearer ‹31ada4fd-adec-460c-809a-9e56ceb75269›\n> Accept: */*\n`,
  ],
  [
    'a bearer token in an echoed request',
    `{\n  "Authorization": "Bearer ‹${filler(40)}›",\n  "Host": "a"\n}\n`,
  ],
  ['a password in a header', `< authorization: Basic ‹${encoded('aladdin:opensesame')}›\n`],
  ['a private key (PKCS #1)', `before\n‹${rsa}›\nafter\n`],
  ['a private key (PKCS #8)', `before\n‹${pkcs8}›\nafter\n`],
  ['a private key (SEC 1)', `‹${ec}›`],
  [
    'a private key of OpenSSH',
    `‹-----BEGIN OPENSSH PRIVATE KEY-----\n${filler(70)}\n${filler(20)}\n-----END OPENSSH PRIVATE KEY-----›\n`,
  ],
  ['a private key in JSON', `{"key": "‹${rsa.replaceAll('\n', '\\n')}›\\n"}\n`],
  [
    'key data of a kubeconfig',
    `    client-certificate-data: ${encoded('-----BEGIN CERTIFICATE-----\nMIIB')}\n    ` +
      `client-key-data: ‹${encoded(`${ec}\n`)}›\n`,
  ],
  ['key data of a kubeconfig in JSON', `"client-key-data": "‹${encoded(`${pkcs8}\n`)}›"\n`],
  ['a key in Base64', `tls.key: ‹${encoded(`${rsa}\n`)}›\ntype: kubernetes.io/tls\n`],
  [
    'a key in Base64, wrapped, at a terminal',
    `‹${encoded(`${ec}\n`).replace(/.{76}(?=.)/g, '$&\r\n')}›\r\ndone now\r\n`,
  ],
  [
    'a key in Base64, wrapped, without padding',
    `‹${encoded(unpadded).replace(/.{76}(?=.)/g, '$&\n')}›\ndone now\n`,
  ],
  ['a key in Base64, wrapped', `‹${encoded(`${rsa}\n`).replace(/.{76}(?=.)/g, '$&\n')}›\ndone now\n`],
  [
    'a token of a kubeconfig',
    `users:\n- name: a\n  user:\n    token: ‹31ada4fd-adec-460c-809a-9e56ceb75269›\n`,
  ],
  ['a token in a query', `http://127.0.0.1:7373/#token=‹${filler(43)}›\n`],
  ['a token given to kubeadm', `kubeadm join 10.0.0.1:6443 --token ‹abcdef.0123456789abcdef›\n`],
  ['a refresh token', `      refresh-token: ‹${filler(60)}›\n`],
  ['a password in an address', `remote: https://builder:‹s3cr3t!pass›@git.example.org/a.git\n`],
  ['a password in an address of a database', `postgres://app:‹p4ss:w.rd›@db:5432/app\n`],
  ['a token of GitHub', `export GH=‹ghp_${filler(36)}› and more`],
  ['a fine-grained token of GitHub', `‹github_pat_${filler(82)}›\n`],
  ['a token of GitLab', `x ‹glpat-${filler(20)}› y`],
  ['a token of Slack', `"‹xoxb-123456789012-${filler(24)}›"`],
  [
    'an access key of AWS',
    `aws_access_key_id = ‹AKIA${filler(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}›\n` +
      `aws_secret_access_key = ‹${filler(40)}›\n`,
  ],
  ['a key of Google', `key: ‹AIza${filler(35)}›\n`],
  ['a password of a registry', `{"auths":{"r":{"auth": "‹${encoded('user:password')}›"}}}`],
  ['a pull secret', `  .dockerconfigjson: ‹${encoded('{"auths":{"r":{"auth":"dXNlcjpwYXNzd29yZA=="}}}')}›\n`],
  [
    'variables of AWS',
    `AWS_SECRET_ACCESS_KEY=‹${filler(40)}›\nexport AWS_SESSION_TOKEN='‹IQoJb3JpZ2luX2VjE${filler(80)}+/=›'\n`,
  ],
  [
    'keys of AWS that begin with a slash',
    `AWS_SECRET_ACCESS_KEY=‹/${filler(39)}›\n"SecretAccessKey": "‹/${filler(39)}›"\n`,
  ],
  ['a variable of GitLab', `GITLAB_TOKEN=‹notatallprefixed›\ndeclare -x CI_JOB_TOKEN="‹qwertzuiop›"\n`],
  [
    'variables of a shell',
    `DB_PASSWORD=‹hunter2›\nPGPASSWORD=‹x›\nSTRIPE_API_KEY = ‹abc123›\n+ CLIENT_SECRET=‹a,b;c&d›\n`,
  ],
  [
    'variables of a pod, described',
    `    Environment:\n      GITLAB_TOKEN:  ‹notatallprefixed›\n      PASSWORD:      ‹opensesame›\n`,
  ],
  [
    'variables of a pod in YAML',
    (
      '  env:\n  - name: GITLAB_TOKEN\n    value: ‹notatallprefixed›\n  - name: B_PASSWORD\n    value: ' +
      '"‹x y›"\n'
    ).replace('x y', 'xy'),
  ],
  [
    'variables of a pod in JSON',
    '[{"name":"GITLAB_TOKEN","value":"‹notatallprefixed›"},{"name": "A_SECRET",\n "value": ' +
      '"‹notatallprefixed›"}]\n',
  ],
  [
    'JSON inside JSON',
    '"last-applied": ' +
      '"{\\"env\\":[{\\"name\\":\\"A_TOKEN\\",\\"value\\":\\"‹notatallprefixed›\\"}],\\"password\\":\\"‹opensesame›\\"}\\n"\n',
  ],
  [
    'a password in JSON and YAML',
    '{"user":"a","password":"‹opensesame›","client_secret": "‹notatallprefixed›"}\npassword: ' +
      '‹b3BlbnNlc2FtZQ==›\n',
  ],
  [
    'a password as Go writes it in JSON',
    `{"password": "‹a\\u0026b\\u003cc›"}\n"{\\"password\\":\\"‹\\\\u003eopen›\\",\\"a\\":1}"\n`,
  ],
  [
    'a password in options',
    'mysql --user=a --password=‹opensesame› && kubectl create secret generic a ' +
      '--from-literal=password=‹opensesame›\n',
  ],
  [
    'tokens with longer names',
    `{"accessToken":"‹${filler(30)}›","refresh_token": "‹${filler(30)}›","identitytoken":"‹${filler(30)}›"}\n`,
  ],
  [
    'a header with another scheme',
    `> X-Api-Key: ‹${filler(20)}›\n> PRIVATE-TOKEN: ‹notatallprefixed›\n[proxy-authorization: Basic ‹YTpi›]\n`,
  ],
  ['a header without a scheme', `-H "Authorization: ‹${filler(32)}›"\n`],
  ['a password with an at sign in an address', `https://builder:‹s3cr3t@pass›@git.example.org/a.git\n`],
  ['a private key without its end', `‹${rsa.split('\n').slice(0, 5).join('\n')}›\ndone: all of it\n`],
  ['a private key whose end is cut off', `‹${rsa.split('\n').slice(0, -1).join('\n')}›\n`],
  [
    'a private key in YAML',
    `  key: |\n    ‹${rsa.split('\n').slice(0, -1).join('\n    ')}›\ndone: all of it\n`,
  ],
  ['the head of a private key', `‹${rsa.split('\n')[0]}›\ndone, all of it\n`],
];

const parts = kinds.map(([name, text]) => ({
  name,
  raw: text.replaceAll(/[‹›]/g, ''),
  secrets: [...text.matchAll(/‹([^›]*)›/g)].map(([, secret = '']) => secret),
  clean: text.replaceAll(/‹[^›]*›/g, '[redacted]'),
}));

/** Lines as tools print them, none of which holds a secret. */
const digest = createHash('sha256').update('x').digest('hex');
const other = (length: number) =>
  filler(length, 'ZYXWVUTSRQPONMLKJIHGFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba');
const ordinary = [
  'NAME                          READY   STATUS    RESTARTS      AGE\nsleep-7656cf8794-6lrxc        ' +
    '2/2     Running   2 (20s ago)   21h\nreviews-v2-7bd4f5c8b9-w2l7h   1/1     Running   0             ' +
    '3m2s',
  `  Container ID:  containerd://${digest}\n  Image:  docker.io/library/nginx:1.25\n  Image ID:  ` +
    `docker-pullable://nginx:1.25@sha256:${digest}`,
  `docker.io/istio/proxyv2@sha256:${digest}\nregistry.example.org:5000/a/b:1.2.3@sha256:${digest}\n` +
    `sha256:${digest}`,
  'uid: 0b4f0e6c-3c1e-4a7e-9a53-0d6f1f0a9c11\nresourceVersion: "4711"\nX-Request-Id: ' +
    '8c5d63a1-7e5a-9f6b-b5c2-0a8f4d2d8c8e',
  'certificate-authority-data: ' +
    `${encoded(`-----BEGIN CERTIFICATE-----\n${other(300)}\n-----END CERTIFICATE-----\n`)}\n` +
    `client-certificate-data: ${encoded(`-----BEGIN CERTIFICATE-----\n${other(64)}`)}`,
  '-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ\n' +
    `-----END CERTIFICATE-----\n-----BEGIN PUBLIC KEY-----\n${other(64)}\n-----END PUBLIC KEY-----`,
  '* Connected to en.wikipedia.org (172.21.156.230) port 443 (#0)\n> GET /wiki/Main_Page HTTP/2\n> ' +
    'Host: en.wikipedia.org\n< HTTP/2 200\n< etag: W/"1a2b3c4d5e6f7890abcdef1234567890"',
  '< www-authenticate: Bearer realm="https://auth.docker.io/token",service="registry.docker.io"\n< ' +
    'access-control-allow-headers: Authorization, token',
  'automountServiceAccountToken: true\nserviceAccountToken:\n  path: istio-token\ntokenFile: ' +
    '/var/run/secrets/kubernetes.io/serviceaccount/token\n    token: third-party-jwt',
  'token: /var/run/secrets/tokens/istio-token-of-version-2\nnextPageToken: ' +
    '"CAUQAAabcdefghij0123456789"\n- tokens used: 12345678901234567890',
  'http://127.0.0.1:8001/api/v1/namespaces/default/services/http:my-httpbin:80/proxy/\n' +
    'ssh://git@github.com:22/a/b.git\nhttps://user@host/path\nmailto:a@b.example',
  'ab12cd34ef56 QWxhZGRpbg== dGVzdA== aGVsbG8gd29ybGQgdGhpcyBpcyBubyBzZWNyZXQ= eyJ eyJhbGciOi ' +
    'eyes.of.many ghp_short xoxb- AKIA123 AIzaNo',
  'secret/my-secret created\nNAME        TYPE     DATA   AGE\nmy-secret   Opaque   1      4s\n\nData\n' +
    '====\npassword:  12 bytes\nusername:  5 bytes',
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8xkq0V0J8l3mS0fPz4V7b0bW1d3n0f9S8X6q2c1w2e user@host\nssh-rsa ' +
    'AAAAB3NzaC1yc2EAAAADAQABAAABAQ== b',
  'the-secret-of-another the-secret-of-this- targets and the-secret',
  "NAME      TOKEN   SECRET\nPASSWORD: <set to the key 'password' in secret 'db'>  Optional: false\n" +
    `TOKEN=$(cat /tmp/x)\nGITLAB_TOKEN=\${A}\nKEY_FILE=/etc/x/tls.key`,
  'AWS_ACCESS_KEY_ID_FILE: /a/b\n  passwordSecretRef:\n    name: db-1\nEnter the password: then press ' +
    'a key\nSECRET: /var/run/secrets/x\nTOKEN: true',
  'commit 3b36711f2c5d1e0a9b8c7d6e5f4a3b2c1d0e9f8a\nAuthor: A <a@b.example>\nDate:   Wed Nov 25 ' +
    '14:04:27 2026 +0000',
].join('\n');

function redacted(chunks: Iterable<string>): string {
  const redactor = new Redactor([known]);
  let clean = '';
  for (const chunk of chunks) clean += redactor.push(chunk);
  return clean + redactor.flush();
}

test('Redactor: masks each kind of secret between colour codes and in any chunks', ({ task }) => {
  leavesNothing();
  for (const { name, raw, clean } of parts) {
    const coloured = [...raw].map((char) => `\u001b[1;32m${char}\u001b[0m`).join('');
    for (const size of [coloured.length, 7, 4]) {
      const chunks = Array.from({ length: Math.ceil(coloured.length / size) }, (_, at) =>
        coloured.slice(at * size, (at + 1) * size),
      );
      expect(withoutColour(redacted(chunks)), `${name}, ${size} characters at once`).toBe(clean);
    }
  }
  expect(redacted(['\u001b[34;1m"token"\u001b[0m: \u001b[32m"a1b2c3d4e5f6a7b8c9d0e1f2"\u001b[0m\n'])).toBe(
    '\u001b[34;1m"token"\u001b[0m: \u001b[32m"[redacted]"\u001b[0m\n',
  );
  figure(task, `${parts.length} kinds`);
});

test('Redactor: masks each kind of secret wherever a chunk ends', ({ task }) => {
  leavesNothing();
  let cuts = 0;
  for (const { name, raw, clean } of parts) {
    expect(redacted([raw]), name).toBe(clean);
    expect(redacted(raw), name).toBe(clean);
    for (let at = 1; at < raw.length; at += 1)
      expect(redacted([raw.slice(0, at), raw.slice(at)]), `${name}, cut at ${at}`).toBe(clean);
    cuts += raw.length;
  }
  figure(task, `${parts.length} kinds, ${cuts} places of a cut`);
});

test('Redactor: text that is released early never has a whole secret', ({ task }) => {
  leavesNothing();
  for (const { name, raw, secrets } of parts) {
    for (let at = 1; at < Math.min(raw.length, 400); at += 1) {
      const redactor = new Redactor([known]);
      const shown =
        redactor.push(raw.slice(0, at)) +
        redactor.release() +
        redactor.push(raw.slice(at)) +
        redactor.release() +
        redactor.flush();
      for (const secret of secrets) expect(shown.includes(secret), `${name}, cut at ${at}`).toBe(false);
    }
  }
  figure(task, `${parts.length} kinds`);
});

test('Redactor: neither masks nor delays ordinary lines', ({ task }) => {
  leavesNothing();
  expect(redacted([ordinary])).toBe(ordinary);
  expect(redacted(ordinary)).toBe(ordinary);
  const redactor = new Redactor([known]);
  for (const line of ordinary.split('\n'))
    expect(redactor.push(`${line}\n`).endsWith('\n') || redactor.push('\n').endsWith('\n'), line).toBe(true);
  figure(task, `${ordinary.split('\n').length} lines, ${ordinary.length} characters`);
});

/** Any of the secrets, or enough of one to be worth something. */
function leaksIn(text: string): string[] {
  return parts.flatMap(({ name, secrets }) =>
    secrets.flatMap((secret) => {
      const lines = secret.split(/\r?\n|\\n/).filter((line) => line.length >= 8 && !line.startsWith('-----'));
      return lines
        .filter((line) => text.includes(line) || text.includes(JSON.stringify(line).slice(1, -1)))
        .map((line) => `${name}: ${line.slice(0, 40)}`);
    }),
  );
}

/** Prints the file one character a write. */
const slowly = (file: string) => `while IFS= read -r -d '' -n 1 c; do printf %s "$c"; done <${file}`;

function secretFiles(): { whole: string; slow: string } {
  const folder = temporaryFolder();
  const text = parts.map(({ raw }) => raw).join('\n');
  writeFileSync(join(folder, 'whole'), `${text}\n${ordinary}\n`);
  return { whole: `cat ${join(folder, 'whole')}`, slow: `${slowly(join(folder, 'whole'))}; false` };
}

test('server: no secret is in the events, the state or the terminal', async ({ task }) => {
  leavesNothing();
  const { whole, slow } = secretFiles();
  const client = await serveGuide(
    [fence(`$ ${whole}`, 'id=whole'), fence(`$ ${slow}\nnothing`, 'id=slow within=0')].join('\n\n'),
  );
  for (const step of ['whole', 'slow'])
    await client.ended((await runsOf(await client.run(step)))[0]?.run ?? '');
  await client.call(`/api/sessions/${encodeURIComponent('x/g')}/line`, {
    method: 'POST',
    body: `echo ${known}; ${whole}`,
  });
  const events = await client.events(0, (event) => event.type === 'typed' && !event.running);
  const stream = events.map((event) => JSON.stringify(event)).join('\n');
  const state = await (await client.call('/api/state')).text();
  const terminal = events
    .flatMap((event) => (event.type === 'terminal' ? [event.text] : []))
    .join('')
    .replaceAll('\r\n', '\n');
  const outputs = ['whole', 'slow'].map((step) =>
    events
      .flatMap((event) => (event.type === 'output' && event.run === runOf(events, step) ? [event.text] : []))
      .join(''),
  );
  for (const text of [stream, state, terminal, ...outputs]) expect(leaksIn(text)).toEqual([]);
  for (const output of [...outputs, terminal]) expect(output).toContain(ordinary);
  expect(terminal).toContain('echo [redacted]');
  figure(
    task,
    `${parts.length} secrets, whole and character by character: none in ${stream.length} characters of ` +
      `events, ${state.length} of state, ${terminal.length} of terminal`,
  );
});

function runOf(events: readonly { type: string }[], step: string): string | undefined {
  return events.flatMap((event) =>
    'step' in event && event.type === 'run-queued' && event.step === step && 'run' in event
      ? [String(event.run)]
      : [],
  )[0];
}

test('reporters: no secret is in reports, recordings, environments or arguments', async ({ task }) => {
  leavesNothing();
  const { whole, slow } = secretFiles();
  const body = [
    fence(`$ ${whole}`, 'id=whole'),
    fence(`$ ${slow}\nnothing`, 'id=slow within=0'),
    fence('$ env; cat /proc/$$/cmdline /proc/$PPID/cmdline', 'id=env'),
  ];
  const { guide } = guideOf(body.join('\n\n'), join(temporaryFolder(), 'guide.mdx'));
  const target = loopbackTarget();
  const session = new Session(guide, target);
  onTestFinished(() => session.close());
  const steps: StepResult[] = [];
  for (const step of guide.steps) {
    steps.push(
      await session.run(step, {
        signal: new AbortController().signal,
        listener: { commandStarted() {}, output() {}, commandEnded() {} },
      }),
    );
  }
  const about = {
    guide: 'guide',
    file: guide.file,
    title: 'Guide',
    target: 'local',
    versions: {},
    choices: {},
    startedAt: '2026-11-22T15:00:00.000Z',
    ms: 1,
    leftovers: [],
  };
  const report: Report = { ...about, steps };
  let said = '';
  const write = (text: string) => {
    said += text;
  };
  const people = consoleReporter(write, { color: true });
  people.passStarted?.({ guide, choices: {}, target: 'local', versions: {}, steps: steps.length });
  for (const [at, result] of steps.entries()) people.stepEnded?.(guide.steps[at] as never, result);
  people.passEnded?.(report);
  githubReporter(write).passEnded?.(report);
  jsonReporter(write).finished?.([report]);
  write(junitXml([report]) + tapText([report]) + JSON.stringify(makeRecording(guide, [report])));
  expect(steps.map(({ verdict }) => verdict)).toEqual(['passed', 'failed', 'passed']);
  expect(leaksIn(said)).toEqual([]);
  expect(said).toContain('[redacted]');
  expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(known);
  figure(
    task,
    `${parts.length} secrets: none in ${said.length} characters of console, annotations, JSON, JUnit, ` +
      'TAP and recording',
  );
});
