/** What strangers wrote, fit for a notification: VS Code makes links of `[text](command:…)` there, and runs them. */

/** The same to read, without links. */
export function noticeText(message: string): string {
  return message.replaceAll('](', '] (');
}
