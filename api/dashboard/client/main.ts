import { openInDrawer } from './drawer.ts';
import { sendDecision } from './decisions.ts';
import { toggleTheme } from './theme.ts';

document.getElementById('theme-toggle')?.addEventListener('click', toggleTheme);

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[data-drawer]') : null;
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  if (!(link instanceof HTMLAnchorElement) || !plain) return;
  event.preventDefault();
  void openInDrawer(link);
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset['post'] === undefined) return;
  event.preventDefault();
  void sendDecision(form);
});

// A select in a filter form shows its choice at once; the button stays for those without a script.
for (const select of document.querySelectorAll<HTMLSelectElement>('form.filters[role="search"] select')) {
  select.addEventListener('change', () => select.form?.requestSubmit());
}

if (document.querySelector('[data-chart]') !== null) {
  const address = document.body.dataset['charts'];
  if (address !== undefined)
    void import(address).then((charts: { drawCharts(): void }) => charts.drawCharts());
}
