/** Shows a page's `main` beside the current one; where anything fails the link is followed as usual. */
export async function openInDrawer(link: HTMLAnchorElement): Promise<void> {
  const drawer = document.getElementById('drawer');
  const body = drawer?.querySelector('.drawer-body');
  if (!(drawer instanceof HTMLDialogElement) || !(body instanceof HTMLElement)) return leaveTo(link);
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) return leaveTo(link);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const content = page.querySelector('main');
    if (content === null) return leaveTo(link);
    body.replaceChildren(...content.childNodes);
    if (!drawer.open) drawer.showModal();
    drawer.scrollTop = 0;
    body.querySelector<HTMLElement>('h1')?.setAttribute('tabindex', '-1');
    body.querySelector<HTMLElement>('h1')?.focus();
  } catch {
    // Offline or aborted: the browser's own page says so better than we could.
    leaveTo(link);
  }
}

function leaveTo(link: HTMLAnchorElement): void {
  globalThis.location.assign(link.href);
}

// A click beside the drawer closes it, as Escape does.
document.getElementById('drawer')?.addEventListener('click', (event) => {
  if (event.target instanceof HTMLDialogElement) event.target.close();
});
