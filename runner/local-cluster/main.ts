import { down, list, status, up } from './index.ts';
const [verb, name] = process.argv.slice(2);
const t = performance.now();
const last = new Map<string,string>();
const onProgress = (parts: any[]) => { for (const p of parts) { if (last.get(p.part) !== p.state) { last.set(p.part, p.state); console.log(Math.round(performance.now()-t), p.part, p.state, p.elapsedMs); } } };
const o = { ...(name ? { name } : {}), onProgress };
console.log(verb === 'up' ? await up(o) : verb === 'down' ? await down(o) : verb === 'list' ? await list() : await status(name));
console.log('total', Math.round(performance.now() - t));
