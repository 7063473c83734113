import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { siteFolder } from '../../../runner/server/site/site.ts';

export interface StaticSite {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves the built site as a web host does, without a runner. */
export async function serveStaticSite(): Promise<StaticSite> {
  const app = new Hono().use(serveStatic({ root: siteFolder }));
  const server = await new Promise<ServerType>((resolve) => {
    const started = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(started));
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  };
}
