import type { Target } from '../../cluster/target.ts';
import type { EventLog } from '../event-log.ts';
import type { Refused } from '../refused.ts';
import type { Journal } from './journal/journal.ts';
import type { ServerLease } from './server-lease.ts';

/** The parts of a server that the runs of all guides share. */
export interface SharedParts {
  readonly log: EventLog;
  readonly journal: Journal;
  readonly lease: ServerLease;
  /** The live cluster; `undefined` until there is one. */
  readonly target: () => Target | undefined;
  /** Why the guide of this name cannot open a session: too many are open. `undefined` if it can. */
  readonly whyFull: (guide: string) => Refused | undefined;
  /** Called when the runs, the typed line or the session of a guide have ended. */
  readonly onIdle: () => void;
}
