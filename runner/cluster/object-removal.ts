import { TargetError } from '../errors.ts';
import type { Connection } from './connection.ts';

/** Deletes objects that a guide left in a cluster. `guiderail cleanup` alone uses it. */
export class ObjectRemoval {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Only this very object: another one of the same name stays. What belongs to it goes with it. */
  async remove(path: string, uid: string): Promise<void> {
    const body = {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      preconditions: { uid },
      propagationPolicy: 'Background',
    };
    const { status, body: answer } = await this.#connection.send({ method: 'DELETE', path, body });
    if (status >= 300 && status !== 404 && status !== 409)
      throw new TargetError(
        'cluster-refused',
        `The cluster answered ${status} to DELETE ${path}: ${answer.slice(0, 300)}`,
      );
  }
}
