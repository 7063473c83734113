import { createHash, generateKeyPairSync } from 'node:crypto';
import { loopbackTarget } from '../../support/clusters/loopback-target.ts';

/** A secret that sessions on the loopback target must not show. */
export const [known = ''] = loopbackTarget().secrets;

/** Meaningless letters and digits in the place of real keys. */
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

/**
 * A key whose Base64 text ends in a short line without padding. A full line has 76 characters for 57 bytes.
 */
const unpadded = `${ec}\n`.replace(new RegExp(`(?<=KEY-----\n).{${(ec.length + 1 - 18) % 57}}`), '');

const tokenHead = encoded('{"alg":"RS256","kid":"x"}').replace(/=+$/, '');
const tokenBody = encoded('{"iss":"kubernetes/serviceaccount","sub":"system:serviceaccount:a:b"}');
const token = `${tokenHead}.${tokenBody.replace(/=+$/, '')}.${filler(342)}`;

/** Texts with secrets between the marks `‹` and `›`. */
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
    `‹-----BEGIN OPENSSH PRIVATE KEY-----\n${filler(70)}\n${filler(20)}\n` +
      '-----END OPENSSH PRIVATE KEY-----›\n',
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
      '"{\\"env\\":[{\\"name\\":\\"A_TOKEN\\",\\"value\\":\\"‹notatallprefixed›\\"}],' +
      '\\"password\\":\\"‹opensesame›\\"}\\n"\n',
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
    `{"accessToken":"‹${filler(30)}›","refresh_token": "‹${filler(30)}›",` +
      `"identitytoken":"‹${filler(30)}›"}\n`,
  ],
  [
    'a header with another scheme',
    `> X-Api-Key: ‹${filler(20)}›\n> PRIVATE-TOKEN: ‹notatallprefixed›\n` +
      '[proxy-authorization: Basic ‹YTpi›]\n',
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

/** Each text without the marks, its secrets, and the text that the mask should leave. */
export const secretTexts = kinds.map(([name, text]) => ({
  name,
  raw: text.replaceAll(/[‹›]/g, ''),
  secrets: [...text.matchAll(/‹([^›]*)›/g)].map(([, secret = '']) => secret),
  clean: text.replaceAll(/‹[^›]*›/g, '[redacted]'),
}));

const digest = createHash('sha256').update('x').digest('hex');

const other = (length: number) =>
  filler(length, 'ZYXWVUTSRQPONMLKJIHGFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba');

/** Lines without a secret, as tools print them. */
export const ordinary = [
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
