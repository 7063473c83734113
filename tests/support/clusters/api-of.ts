import type { Reader } from '../../../runner/evidence/reader.ts';

/** A fake API server that answers these paths, and 404 to every other path. */
export function apiOf(answers: Readonly<Record<string, unknown>>): Reader & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async get<T>(path: string) {
      asked.push(path);
      return answers[path] as T | undefined;
    },
    async text(path) {
      asked.push(path);
      const body = answers[path];
      return typeof body === 'string' ? { status: 200, body } : { status: 404, body: '' };
    },
  };
}
