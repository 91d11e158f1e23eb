/* To a field of the page, by its data-field: seen, and with the focus in it. What has no place of its own is at that of the list it is in. */
export function jump(field: string) {
  const at = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`);
  if (!at && field.includes('.')) { jump(field.slice(0, field.lastIndexOf('.'))); return; }
  at?.scrollIntoView({ block: 'center' });
  at?.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true });
}
