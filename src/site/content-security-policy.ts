import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/**
 * Gives each built page a policy of its own in a `meta` element: scripts of this origin, and exactly the
 * inline scripts (Starlight's) that the page has, by hash. `wasm-unsafe-eval` is for Pagefind. The union of
 * all hashes is left in `dist/content-security-policy.json` for a server that also sets the header.
 */
export function contentSecurityPolicy(): AstroIntegration {
  return {
    name: 'guiderail-content-security-policy',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir);
        const all = new Set<string>();
        for (const name of await readdir(root, { recursive: true })) {
          if (!name.endsWith('.html')) continue;
          const file = join(root, name);
          const html = await readFile(file, 'utf8');
          const hashes = inlineScriptHashes(html);
          for (const hash of hashes) all.add(hash);
          await writeFile(file, withPolicy(html, hashes));
        }
        const scriptHashes = [...all].sort();
        await writeFile(
          join(root, 'content-security-policy.json'),
          JSON.stringify({ scriptHashes, policy: policy(scriptHashes) }),
        );
      },
    },
  };
}

/** `'sha256-…'` of each inline script that a browser would execute, doubles once. */
export function inlineScriptHashes(html: string): string[] {
  const hashes = new Set<string>();
  for (const [, attributes = '', body = ''] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)) {
    if (/\bsrc\s*=/.test(attributes) || /\btype\s*=\s*["']?application\//.test(attributes)) continue;
    hashes.add(`'sha256-${createHash('sha256').update(body).digest('base64')}'`);
  }
  return [...hashes];
}

/** Styles may be inline: Starlight and Pagefind set some by attribute. */
function policy(scriptHashes: readonly string[]): string {
  return [
    "default-src 'none'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...scriptHashes].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function withPolicy(html: string, hashes: readonly string[]): string {
  const meta = `<meta http-equiv="content-security-policy" content="${policy(hashes)}">`;
  return html.replace(/<meta charset="?utf-8"?\s*\/?>/i, (charset) => charset + meta);
}
