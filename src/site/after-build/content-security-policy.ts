import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/**
 * Adds a content security policy to each built page in a `meta` element. It allows scripts of this origin
 * and, by their hashes, the inline scripts of the page, which come from Starlight. Pagefind needs
 * `wasm-unsafe-eval`. The hashes of all pages together are in `dist/content-security-policy.json`, for a
 * server that also sends the policy as a header.
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

/** The hash `'sha256-…'` of each inline script that a browser executes, without duplicates. */
export function inlineScriptHashes(html: string): string[] {
  const hashes = new Set<string>();
  for (const [, attributes = '', body = ''] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)) {
    if (/\bsrc\s*=/.test(attributes) || /\btype\s*=\s*["']?application\//.test(attributes)) continue;
    hashes.add(`'sha256-${createHash('sha256').update(body).digest('base64')}'`);
  }
  return [...hashes];
}

/** Inline styles are allowed, because Starlight and Pagefind set style attributes. */
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
