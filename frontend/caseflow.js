// Starts the accessible components, and reloads a page that the browser brings back from its memory after sign-out.
import { initAll } from './govuk-frontend.min.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()

window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload()
})
