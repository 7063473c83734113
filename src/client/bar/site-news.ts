import { siteNewsUi } from '../../strings/bar.ts';
import type { PageModel } from '../state/page-model.ts';
import type { PageState } from '../state/page-state.ts';
import type { Note } from './bar-notes.ts';

/** A note names at most this many problems or pages; the terminal names all of them. */
const mostLines = 3;

/**
 * Notes about changes of the pages' files since this page was loaded: first about its own file, then about
 * the others.
 */
export function siteNews({ site, firstPages }: PageState, { built }: Pick<PageModel, 'built'>): Note[] {
  if (!site) return [];
  const { pages, pending } = site;
  if (pending?.state === 'building') return [{ text: siteNewsUi.building(pending.files) }];
  const own =
    pages && built
      ? ownNews(pages, built, pending === undefined ? siteNewsUi.saved : siteNewsUi.savedBefore)
      : [];
  const others = pages && firstPages ? otherNews(firstPages, pages, built?.address) : [];
  return [...(pending ? [refusedNote(pending.problems)] : []), ...own, ...others];
}

type Pages = Readonly<Record<string, string>>;

function ownNews(pages: Pages, { address, digest }: NonNullable<PageModel['built']>, saved: string): Note[] {
  if (pages[address] === digest) return [];
  if (pages[address] !== undefined) return [{ text: saved, tone: 'warn', reload: true }];
  const movedTo = Object.keys(pages).find((each) => pages[each] === digest);
  if (movedTo !== undefined) return [{ text: siteNewsUi.moved, tone: 'warn', links: [link(movedTo)] }];
  return [{ text: siteNewsUi.removed, tone: 'warn', links: [{ href: '/', label: siteNewsUi.allPages }] }];
}

function otherNews(before: Pages, now: Pages, own: string | undefined): Note[] {
  const missing = Object.keys(before).filter((each) => now[each] === undefined && each !== own);
  const created = Object.keys(now).filter((each) => before[each] === undefined);
  const moves = missing.flatMap((from) =>
    created.filter((to) => now[to] === before[from]).map((to) => ({ from, to })),
  );
  const removed = missing.filter((each) => !moves.some(({ from }) => from === each));
  const ownMoved = own !== undefined && now[own] === undefined ? before[own] : undefined;
  const added = created.filter((each) => !moves.some(({ to }) => to === each) && now[each] !== ownMoved);
  const notes: Note[] = moves.map(({ from, to }) => ({
    text: siteNewsUi.otherMoved(name(from)),
    links: [link(to)],
  }));
  if (removed.length > 0) notes.push({ text: siteNewsUi.otherRemoved(removed.map(name)) });
  if (added.length > 0) {
    const more = added.length > mostLines ? { afterLinks: siteNewsUi.more(added.length - mostLines) } : {};
    notes.push({ text: siteNewsUi.added(added.length), links: added.slice(0, mostLines).map(link), ...more });
  }
  return notes;
}

function refusedNote(problems: readonly string[]): Note {
  const more = problems.length > mostLines ? [siteNewsUi.more(problems.length - mostLines)] : [];
  return {
    text: siteNewsUi.refused(problems.length),
    tone: 'bad',
    lines: [...problems.slice(0, mostLines), ...more],
  };
}

function link(address: string): { readonly href: string; readonly label: string } {
  return { href: address, label: name(address) };
}

/** An address as people read it, without percent-encoding. */
function name(address: string): string {
  return decodeURI(address);
}
