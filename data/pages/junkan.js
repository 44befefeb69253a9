// Pleasanter with it, complete without it: the banner is focused, a form is sent once.
const banner = document.querySelector('.banner[tabindex]');
if (banner) banner.focus();
for (const form of document.querySelectorAll('form[method=post]')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'yes';
  });
}
// Back by the browser's button: the form may be sent anew; the server knows what was done.
addEventListener('pageshow', () => {
  for (const form of document.forms) delete form.dataset.sent;
});
