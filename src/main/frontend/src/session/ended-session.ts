/** How long Flow's notice stands before the page begins anew by itself, and how often it is looked whether it may. */
export const LOOK_MS = 10_000;

/** As much of a page as is asked here. */
export interface LeavablePage {
  /** Whether Flow's client says that this page's session has ended, as after a new version was put in place. */
  ended(): boolean;
  /** Whether something is being recorded on this page. */
  records(): Promise<boolean>;
  /** Whether somebody writes something that would be gone. */
  writes(): boolean;
  /** Whether some part of the page would hold a person back from leaving it. */
  holdsBack(): boolean;
  reload(): void;
}

/**
 * Looks once whether the page is to begin anew. Flow's own reload would come under a running recording, so it is off;
 * without a session a page that does nothing else is of no use.
 */
export async function beginAnew(page: LeavablePage): Promise<void> {
  if (page.ended() && !(await page.records()) && !page.writes() && !page.holdsBack()) {
    page.reload();
  }
}
