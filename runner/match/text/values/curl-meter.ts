const count = '\\d+(?:\\.\\d+)?[kMGTP]?';
const time = '(?:--:--:--|\\d+:\\d\\d:\\d\\d|\\d+d \\d\\dh)';

/**
 * curl's progress meter at the start of a line: three percentages with their byte counts, two speeds, three
 * times and one more speed. Source: curl's src/tool_progress.c and lib/progress.c.
 */
export const curlMeter = new RegExp(
  `^ *\\d{1,3} +${count} +\\d{1,3} +${count} +\\d{1,3} +${count} +${count} +${count} +${time} +${time} ` +
    `+${time} +${count}`,
);
