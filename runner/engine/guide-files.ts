/** The folder beside a guide with the files its commands name: `GUIDE.files/` for `GUIDE.mdx`. */
export function filesOf(guideFile: string): string {
  return guideFile.replace(/\.mdx?$/, '.files');
}

/** The recording beside a guide: `GUIDE.recording.json`. */
export function recordingOf(guideFile: string): string {
  return guideFile.replace(/\.mdx?$/, '.recording.json');
}
