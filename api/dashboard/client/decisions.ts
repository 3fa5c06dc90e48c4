/** Sends a form's fields as JSON to the API and shows the page anew, or the problem in words beside the form. */
export async function sendDecision(form: HTMLFormElement): Promise<void> {
  const fields = Object.fromEntries(
    [...new FormData(form)].flatMap(([name, value]) =>
      typeof value === 'string' && value.trim() !== '' ? [[name, value]] : [],
    ),
  );
  const said = form.querySelector('output') ?? form.appendChild(document.createElement('output'));
  said.setAttribute('role', 'alert');
  try {
    const answer = await fetch(form.dataset['post'] ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fields),
    });
    if (answer.ok) {
      globalThis.location.reload();
      return;
    }
    const problem = (await answer.json()) as { detail?: string };
    said.textContent = problem.detail ?? answer.statusText;
  } catch (thrown) {
    said.textContent = thrown instanceof Error ? thrown.message : String(thrown);
  }
}
