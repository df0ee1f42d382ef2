/** Asks for files as a press of the page's one file input does; it stands in the top bar. */
export const browseFiles = (): void => document.querySelector<HTMLInputElement>('input[type="file"]')?.click();
