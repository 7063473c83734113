import type { PageSteps } from './page-state.ts';

/** A step of the built page. */
export interface StepOnPage {
  readonly id: string;
  readonly hash: string;
  readonly ordinal: number;
  readonly choice?: { readonly group: string; readonly value: string };
  readonly usualMs?: number;
  /** The step is shown, but never run. */
  readonly skip: boolean;
  /** The step has commands that only read, so *Check only* can run them. */
  readonly reads: boolean;
  readonly root: HTMLElement;
}

export interface PageModel extends PageSteps {
  /**
   * The page's address in the site and the digest of its sources. Absent if the page is not made from a file.
   */
  readonly built: { readonly address: string; readonly digest: string } | undefined;
  readonly steps: readonly StepOnPage[];
}

/** Reads the data attributes of the built page. */
export function readPageModel(page: Document): PageModel {
  const steps = [...page.querySelectorAll<HTMLElement>('.step')].map(readStep);
  const { guide, address, digest } = page.querySelector<HTMLElement>('[data-bar]')?.dataset ?? {};
  return {
    guide,
    built: address && digest ? { address, digest } : undefined,
    hashes: Object.fromEntries(steps.map(({ id, hash }) => [id, hash])),
    steps,
  };
}

function readStep(root: HTMLElement): StepOnPage {
  const { step = '', hash = '', ordinal, choice, usualMs, skip, reads } = root.dataset;
  const [group = '', value = ''] = choice?.split(':') ?? [];
  return {
    id: step,
    hash,
    ordinal: Number(ordinal),
    ...(choice && { choice: { group, value } }),
    ...(usualMs && { usualMs: Number(usualMs) }),
    skip: skip !== undefined,
    reads: reads !== undefined,
    root,
  };
}
