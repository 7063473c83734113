import { TargetError } from '../errors.ts';
import type { Connection } from './connection.ts';

/** Deletes objects that a guide left in a cluster. Only `guiderail cleanup` uses it. */
export class ObjectRemoval {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Deletes the object with this UID and the objects that it owns. An object of the same name with another
   * UID stays. Throws a TargetError if the cluster refuses.
   */
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
