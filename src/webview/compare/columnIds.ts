/** Of the tab that shows the column at this place. */
export function tabId(index: number): string {
  return `tab-${index}`;
}

/** Of what that tab shows. */
export function panelId(index: number): string {
  return `panel-${index}`;
}
