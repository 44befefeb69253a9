// Passkeys: the one thing here that no browser does without a script. The page asks for a challenge, the authenticator
// answers it, the answer is sent as a form.
const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
const coded = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
const parts = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'];

async function made(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: options.excludeCredentials.map((one) => ({ ...one, id: bytes(one.id) })),
  };
  return navigator.credentials.create({ publicKey });
}

async function answered(options) {
  return navigator.credentials.get({ publicKey: { ...options, challenge: bytes(options.challenge) } });
}

function written({ id, rawId, type, response }) {
  const sent = Object.fromEntries(parts.flatMap((name) => (response[name] ? [[name, coded(response[name])]] : [])));
  if (response.getTransports) sent.transports = response.getTransports();
  return JSON.stringify({ id, rawId: coded(rawId), type, response: sent, clientExtensionResults: {} });
}

function tell(form, what) {
  for (const one of form.querySelectorAll('[data-told]')) one.hidden = one.dataset.told !== what;
}

const whys = { NotAllowedError: 'declined', AbortError: 'declined', InvalidStateError: 'known' };

async function ask(form) {
  const begun = await fetch(form.dataset.begin, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
  if (begun.status === 429) return tell(form, 'many');
  if (!begun.ok) return tell(form, 'failed');
  const options = await begun.json();
  const credential = await (form.dataset.passkey === 'create' ? made(options) : answered(options));
  form.elements.answer.value = written(credential);
  form.submit();
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!window.PublicKeyCredential) continue;
  form.querySelector('[data-without]').hidden = true;
  form.querySelector('[data-with]').hidden = false;
  let busy = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    tell(form);
    ask(form)
      .catch((error) => tell(form, whys[error.name] ?? 'failed'))
      .finally(() => (busy = false));
  });
}
