// Starts the accessible components, reloads a page that the browser brings back from its memory after sign-out, and
// opens for the printer what is folded up on the screen.
import { initAll } from './govuk-frontend.min.js'
import { passkey, warn } from './signing-in.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()
document.querySelectorAll('form.cf-stay').forEach(warn)
document.querySelectorAll('form.cf-passkey').forEach(passkey)

window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload()
})

window.addEventListener('beforeprint', () => {
  for (const folded of document.querySelectorAll('details')) folded.open = true
})
