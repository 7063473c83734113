/**
 * The stand-in for Wikipedia in a cluster that cannot reach the internet. `wikipedia.ts CERTIFICATE KEY
 * ADDRESS...` answers HTTPS on port 443 of each address. Its page says that it is a stand-in.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

const [certificate, key, ...addresses] = process.argv.slice(2);
if (!certificate || !key || addresses.length === 0)
  throw new Error('usage: wikipedia.ts CERTIFICATE KEY ADDRESS...');

const page = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Wikipedia, the free encyclopedia</title>
</head>
<body>
<p>This is a stand-in for Wikipedia. It runs in Guiderail's local cluster, which cannot reach the real
one.</p>
</body>
</html>
`;

for (const address of addresses) {
  createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, response) => {
    const path = new URL(request.url ?? '/', 'https://stand-in').pathname;
    if (path === '/wiki/Main_Page') {
      response.writeHead(200, { 'content-type': 'text/html; charset=UTF-8' });
      response.end(request.method === 'HEAD' ? undefined : page);
    } else if (path === '/') {
      response.writeHead(301, { location: '/wiki/Main_Page' }).end();
    } else {
      response
        .writeHead(404, { 'content-type': 'text/plain' })
        .end('This stand-in has only /wiki/Main_Page.\n');
    }
  }).listen(443, address);
}
