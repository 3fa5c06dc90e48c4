/** Turns the page's other theme on and remembers it in a cookie, so that the server renders it at once. */
export function toggleTheme(): void {
  const root = document.documentElement;
  const dark =
    root.dataset['theme'] === undefined
      ? globalThis.matchMedia('(prefers-color-scheme: dark)').matches
      : root.dataset['theme'] === 'dark';
  root.dataset['theme'] = dark ? 'light' : 'dark';
  document.cookie = `hemline_theme=${root.dataset['theme']}; path=/; max-age=31536000; samesite=lax`;
  globalThis.dispatchEvent(new CustomEvent('hemline-theme'));
}
