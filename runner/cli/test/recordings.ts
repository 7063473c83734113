import type { Guide } from '../../../src/guide/model.ts';
import { recordingOf } from '../../../src/guide/page/guide-files.ts';
import type { Report } from '../../../src/guide/report.ts';
import { ResultError } from '../../io/disk-error.ts';
import type { Place } from '../../report/places.ts';
import { makeRecording, writeRecording } from '../../report/recording.ts';

/** The recordings that `--record` writes. */
export function recordingPlaces(guides: readonly Guide[]): Place[] {
  const files = new Set(guides.map(({ file }) => file));
  return [...files].map((file) => ({ what: `--record of ${file}`, file: recordingOf(file) }));
}

/** Writes the recording of each guide that was run, and returns an error for each that cannot be written. */
export function writeRecordings(guides: readonly Guide[], reports: readonly Report[]): ResultError[] {
  return guides.flatMap((guide) => {
    const own = reports.filter((report) => report.file === guide.file);
    const file = recordingOf(guide.file);
    try {
      if (own.length > 0) writeRecording(file, makeRecording(guide, own));
      return [];
    } catch (error) {
      return [new ResultError(`The recording could not be written to ${file}`, error)];
    }
  });
}
