import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildSite, siteFolder as dist } from '../../runner/server/site/site.ts';
import { readGuideSource } from '../../src/site/guide-source.ts';

const name = 'istio/kubernetes-services-for-egress-traffic';
const { guide } = readGuideSource(resolve('content'), name);
const hops = ['source', 'sidecar', 'service', 'host'];
let html: string;

beforeAll(async () => {
  await buildSite(() => {});
  html = await readFile(join(dist, name, 'index.html'), 'utf8');
}, 120_000);

describe('a built guide page', () => {
  test('has each step with its hash, and each command byte for byte', () => {
    for (const step of guide.steps) {
      const section = sectionOf(step.id);
      expect(section).toContain(`data-hash="${step.hash}"`);
      const commands = [...section.matchAll(/<code data-text>([\s\S]*?)<\/code>/g)].map(([, inner = '']) =>
        textOf(inner),
      );
      expect(commands).toEqual(step.commands.map(({ text }) => text));
    }
  });

  test('has each printed output', () => {
    for (const step of guide.steps) {
      const pres = [...sectionOf(step.id).matchAll(/<pre\b[^>]*>([\s\S]*?)<\/pre>/g)].map(([, inner = '']) =>
        textOf(inner),
      );
      for (const { expectation } of step.commands) {
        for (const { lines } of expectation.printed) expect(pres).toContain(lines.join('\n'));
      }
    }
  });

  test('has its steps in the order of the guide', () => {
    const ids = [...html.matchAll(/data-step="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual(guide.steps.map(({ id }) => id));
  });

  test('draws the path of a request, with its text alternative', () => {
    const figure = /<figure[^>]*data-egress-path[\s\S]*?<\/figure>/.exec(html)?.[0] ?? '';
    expect(figure.match(/<svg/g)).toHaveLength(2);
    expect(figure.match(/<title[^>]*>The path of a request out of the cluster<\/title>/g)).toHaveLength(2);
    expect([...figure.matchAll(/data-hop="(\w+)"/g)].map(([, hop]) => hop)).toEqual([...hops, ...hops]);
    expect(figure).toContain('<figcaption>A request leaves its pod');
  });

  test('has no control that needs a script, and no fence left as plain code', () => {
    expect(html.replace(/<template[\s\S]*?<\/template>/g, '')).not.toMatch(/data-action=/);
    expect(html).not.toMatch(/<button[^>]*data-action="run/);
    expect(html).not.toMatch(/data-language="(console|output)"|class="language-(console|output)/);
  });

  test('allows only its own scripts, by its content security policy', () => {
    const policy = /http-equiv="content-security-policy" content="([^"]+)"/.exec(html)?.[1] ?? '';
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval' 'sha256-");
    expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/);
    expect(html).not.toMatch(/\son[a-z]+="/);
    expect(html).not.toMatch(/<(?:script|link|img)[^>]+(?:src|href)="(?:https?:)?\/\//);
  });

  test('shows a file that its commands name, and serves it', async () => {
    const file = 'samples/sleep/sleep.yaml';
    expect(html).toContain(`href="/files/${name}/${file}"`);
    const served = await readFile(join(dist, 'files', name, file), 'utf8');
    expect(served).toBe(await readFile(resolve('content', `${name}.files`, file), 'utf8'));
  });

  test('has scripts that are smaller than their budgets', async () => {
    const [probe = ''] = [...html.matchAll(/<script type="module">([\s\S]*?)<\/script>/g)]
      .map(([, text = '']) => text)
      .filter((text) => text.includes('/api/health'));
    expect(probe.length).toBeGreaterThan(0);
    expect(probe.length).toBeLessThan(2_048);
    expect(gzipSync(probe).length).toBeLessThan(1_100);
    const [, source = ''] =
      /<template data-run-interface[^>]*><script type="module" src="([^"]+)"/.exec(html) ?? [];
    expect(gzipSync(await readFile(join(dist, source))).length).toBeLessThan(30_000);
  });
});

function sectionOf(id: string): string {
  const from = html.indexOf(`id="step-${id}"`);
  expect(from, `step ${id}`).toBeGreaterThan(0);
  return html.slice(from, html.indexOf('</section>', from));
}

function textOf(markup: string): string {
  const entities: Record<string, string> = {
    lt: '<',
    gt: '>',
    amp: '&',
    quot: '"',
    '#39': "'",
    '#x27': "'",
    '#x26': '&',
    '#x3C': '<',
  };
  return markup
    .replace(/<[^>]*>/g, '')
    .replace(/&([^;]+);/g, (whole, entity: string) => entities[entity] ?? whole);
}
