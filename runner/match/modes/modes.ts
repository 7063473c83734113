import type { MatchMode } from '../../../src/guide/model.ts';
import { contains } from './contains.ts';
import { dataMode } from './data.ts';
import { docs } from './docs.ts';
import { exact } from './exact.ts';
import { lines } from './lines.ts';
import type { Mode } from './mode.ts';
import { regex } from './regex.ts';
import { table } from './table.ts';
import { unordered } from './unordered.ts';

const modes: Readonly<Record<Exclude<MatchMode, 'none'>, Mode>> = {
  docs,
  exact,
  contains,
  regex,
  lines,
  unordered,
  json: dataMode('json'),
  yaml: dataMode('yaml'),
  table,
};

/** The mode of that name. Undefined for `none`, which compares no output. */
export function modeOf(name: MatchMode): Mode | undefined {
  return name === 'none' ? undefined : modes[name];
}
