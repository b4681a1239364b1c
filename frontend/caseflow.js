// Starts the accessible components, reloads a page that the browser brings back from its memory after sign-out, and
// opens for the printer what is folded up on the screen.
import { initAll } from './govuk-frontend.min.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()

window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload()
})

window.addEventListener('beforeprint', () => {
  for (const folded of document.querySelectorAll('details')) folded.open = true
})
